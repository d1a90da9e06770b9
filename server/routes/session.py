"""Sign-in, refresh, change of password, and the caller's sessions."""

from __future__ import annotations

from litestar import Router, delete, get, post
from litestar.enums import MediaType

from office.records import Person
from server.clock import monotonic_s
from server.house import Office
from server.identity import accounts, passwords
from server.identity.limits import Brake
from server.identity.sessions import SessionOver
from server.problems import ProblemError
from server.routes.common import MAY_CHANGE_PASSWORD, OPEN, SIGNED_IN, Asked, documented, office_of
from sync.protocol import ChangePassword, Refresh, SessionRow, SignIn, Tokens


@post("/session", status_code=200, opt={OPEN: True}, responses=documented(Tokens, "sign-in-refused", "locked"))
async def sign_in(request: Asked, data: SignIn) -> Tokens:
    """Open a session with login and password."""
    office = office_of(request)
    brake(office.address_brake, request.client.host if request.client else "")
    brake(office.brake, data.login.casefold())
    person = accounts.find_person(list((await office.organisation()).people.values()), data.login)
    async with office.sign_in_turn:
        account = await _check_password(office, person, data.password)
        async with office.database.writing() as connection:
            await accounts.forget_failures(connection, account.person_id)
            return await office.sessions.open(
                connection, account.person_id, data.device, must_change=account.must_change, now=office.clock()
            )


def brake(on: Brake, key: str) -> None:
    """Slow floods down; raises the problem too-many."""
    if wait_s := on.wait_s(key, monotonic_s()):
        raise ProblemError("too-many", headers={"Retry-After": str(int(wait_s) + 1)})


async def _check_password(office: Office, person: Person | None, password: str) -> accounts.Account:
    """The account that the password opens; an unknown login and a wrong password are the same answer."""
    account = None
    if person is not None:
        async with office.database.reading() as connection:
            account = await accounts.load(connection, person.id)
    if account is not None and account.locked_until > office.clock():
        wait = account.locked_until - office.clock()
        raise ProblemError("locked", headers={"Retry-After": str(int(wait.total_seconds()) + 1)})
    if await accounts.is_right(account, password):
        assert account is not None
        return account
    if account is not None:
        async with office.database.writing() as connection:
            await accounts.count_failure(connection, account.person_id, office.clock())
    raise ProblemError("sign-in-refused")


@post("/session/refresh", status_code=200, opt={OPEN: True}, responses=documented(Tokens, "session-over"))
async def refresh(request: Asked, data: Refresh) -> Tokens:
    """Change a refresh token for new tokens; it works once (and again for 60 s for a lost reply)."""
    office = office_of(request)
    async with office.database.writing() as connection:
        tokens = await office.sessions.refresh(connection, data.refresh, data.device, office.clock())
    if isinstance(tokens, SessionOver):
        raise ProblemError("session-over")
    return tokens


@post(
    "/session/password",
    status_code=204,
    opt={MAY_CHANGE_PASSWORD: True},
    responses=documented(None, *SIGNED_IN, "old-password-wrong", "password-weak", "locked"),
)
async def change_password(request: Asked, data: ChangePassword) -> None:
    """Set a new password; every other session of the caller ends."""
    office, caller = office_of(request), request.user
    brake(office.brake, caller.person_id)
    person = (await office.organisation()).people[caller.person_id]
    async with office.sign_in_turn:
        try:
            await _check_password(office, person, data.old)
        except ProblemError as problem:
            raise (ProblemError("old-password-wrong") if problem.code == "sign-in-refused" else problem) from None
        if not passwords.is_admissible(data.new, login=person.login, old=data.old):
            raise ProblemError("password-weak", facts={"letters_min": str(passwords.LETTERS_MIN)})
        kept = await accounts.hashed(data.new)
    async with office.database.writing() as connection:
        await accounts.set_password(connection, person.id, kept, must_change=False, now=office.clock())
        await office.sessions.end(connection, person.id, office.clock(), but=caller.session_id)
    office.sessions.forget({caller.session_id})  # what it may do has changed


@delete("/session", status_code=204, opt={MAY_CHANGE_PASSWORD: True}, responses=documented(None, *SIGNED_IN))
async def sign_out(request: Asked) -> None:
    """End this session."""
    office = office_of(request)
    async with office.database.writing() as connection:
        await office.sessions.end(connection, request.user.person_id, office.clock(), only=request.user.session_id)


@get("/sessions", responses=documented(list[SessionRow], *SIGNED_IN), media_type=MediaType.JSON)
async def list_sessions(request: Asked) -> list[SessionRow]:
    """The caller's open sessions, the last used first."""
    office = office_of(request)
    async with office.database.reading() as connection:
        return await office.sessions.rows(connection, request.user)


@delete("/sessions/{session_id:str}", status_code=204, responses=documented(None, *SIGNED_IN))
async def end_session(request: Asked, session_id: str) -> None:
    """End one session of the caller."""
    office = office_of(request)
    async with office.database.writing() as connection:
        ended = await office.sessions.end(connection, request.user.person_id, office.clock(), only=session_id)
    if not ended:
        raise ProblemError("not-found")


router = Router(
    "", route_handlers=[sign_in, refresh, change_password, sign_out, list_sessions, end_session], tags=["session"]
)
