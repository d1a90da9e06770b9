"""What people do: a batch of actions in, one answer each out."""

from __future__ import annotations

import msgspec
from litestar import Response, Router, post

from server.actions.read import read_batch
from server.problems import ProblemError
from server.routes.common import JSON, SIGNED_IN, TAKES, Asked, documented, office_of, read_limited
from sync.protocol import ACTIONS_BYTES_MAX, ActionsReply, ActionsRequest


@post(
    "/actions",
    status_code=200,
    opt={TAKES: ActionsRequest},
    responses=documented(ActionsReply, *SIGNED_IN, "too-large", "media-type"),
)
async def post_actions(request: Asked) -> Response[bytes]:
    """Settle actions, each once; a repeated id is answered with its first answer."""
    if request.headers.get("content-type", JSON).partition(";")[0].strip().lower() != JSON:
        raise ProblemError("media-type")
    raws = read_batch(await read_limited(request, ACTIONS_BYTES_MAX))
    results = await office_of(request).executor.run(request.user.person_id, raws, device=request.user.device)
    body = msgspec.json.encode(ActionsReply(results=results))
    return Response(body, media_type=JSON, headers={"Cache-Control": "no-store"})


router = Router("", route_handlers=[post_actions], tags=["actions"])
