"""OpenAPI 3.1 of the whole interface: what Litestar knows of the routes, and the bodies that routes read themselves."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Litestar, Response, Router, get
from litestar.handlers import HTTPRouteHandler

from server.routes.common import JSON, OPEN, TAKES, Asked

REF = "#/components/schemas/{name}"


def describe(app: Litestar) -> dict[str, Any]:
    """The document in plain values."""
    document: dict[str, Any] = app.openapi_schema.to_schema()
    components = document.setdefault("components", {})
    components["securitySchemes"] = {"session": {"type": "http", "scheme": "bearer"}}
    for route in app.routes:
        for handler in getattr(route, "route_handlers", ()):
            if isinstance(handler, HTTPRouteHandler) and route.path_format in document["paths"]:
                _complete(document["paths"][route.path_format], handler, components["schemas"])
    return document


def _complete(path: dict[str, Any], handler: HTTPRouteHandler, schemas: dict[str, Any]) -> None:
    for method in handler.http_methods:
        operation = path.get(method.lower())
        if operation is None:
            continue
        if not handler.opt.get(OPEN):
            operation["security"] = [{"session": []}]
        if (taken := handler.opt.get(TAKES)) is not None:
            (schema,), found = msgspec.json.schema_components([taken], ref_template=REF)
            schemas |= found
            operation["requestBody"] = {"required": True, "content": {JSON: {"schema": schema}}}


@get("/openapi.json", opt={OPEN: True}, include_in_schema=False)
async def read_openapi(request: Asked) -> Response[bytes]:
    """The document."""
    return Response(msgspec.json.encode(describe(request.app)), media_type=JSON)


router = Router("", route_handlers=[read_openapi])
