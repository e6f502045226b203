"""What an organiser should know of the homeserver before a meeting."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Final

from adapters.contract import Address, Limits, NetworkError, RetryLater, Unreachable
from adapters.findings import Finding, Level
from adapters.matrix.events import obj, string
from adapters.matrix.keeping import ACCOUNT, IDENTITY, MARK, UNOPENED, Keeper
from adapters.matrix.marks import count_at, count_in, where
from adapters.matrix.signing import is_shown, vouched
from adapters.matrix.wire import Wire, path, text
from adapters.parsing import Json, Object

API: Final = "v1.1"
"""The oldest version of the client-server API that will do."""
PROBES: Final = 15
"""More events at once than the usual burst of ten."""
BURST: Final = 10
ROOM_SECONDS: Final = 62.5
"""Ten rooms at once, then one in so many seconds: what Synapse allows unless its operator says otherwise."""
FREE_ROOM_SECONDS: Final = 0.4
HOURS_FROM: Final = 120
"""Minutes: longer spans are told in hours."""
LOOKED_UP: Final = 100
"""Accounts of our homeserver, and homeservers of others: more would take a homeserver minutes."""
NAMED: Final = 5
MEND: Final = (
    "mend the column matrix of the roster and import it again; if it was imported before, "
    "detach it first with !unbind and the member's number"
)
LONG_DELIVERY: Final = timedelta(minutes=2)
"""Of a ballot, to everybody."""


VOUCH: Final = (
    "set password_file, so that they are replaced, or verify the session Folkmoot by emoji in that app, "
    "while `folkmoot run` shows its own in the log"
)


def away(homeserver: str, error: NetworkError) -> Finding:
    """That no homeserver answers at the address in the settings."""
    line = f"matrix: the homeserver cannot be reached at {homeserver} ({str(error) or type(error).__name__})"
    mend = f"it takes the address of the client API, without a path: open {homeserver}/_matrix/client/versions"
    return Finding(Level.FAULT, f"{line}; {mend} in a browser, and look whether it is http or https")


def spoken(versions: Json) -> Finding:
    """Whether the homeserver speaks a version that will do."""
    if isinstance(versions, list) and API in versions:
        return Finding(Level.GOOD, f"matrix: the homeserver speaks {API}")
    return Finding(Level.FAULT, f"matrix: the homeserver does not speak {API} of the client API; update it")


def delivery(limits: Limits, people: int) -> Finding:
    """How long a ballot takes to reach everybody."""
    time = timedelta(seconds=round(people * limits.poll / limits.per_second))
    line = f"matrix: a ballot to {people:,} members takes about {_span(time)}"
    if time <= LONG_DELIVERY:
        return Finding(Level.GOOD, line)
    lift = "let the homeserver's operator lift the limit for the bot, then raise per_second"
    return Finding(Level.WARNING, f"{line}, at {limits.per_second:g} messages a second; {lift}")


def _span(time: timedelta) -> str:
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    if minutes >= HOURS_FROM:
        return f"{round(minutes / 60)} h"
    return f"{minutes}:{seconds:02} min" if minutes else f"{seconds} s"


async def probe(wire: Wire) -> float | None:
    """Try whether more messages go than homeservers usually let pass: the seconds that it asks us to wait, else None.

    Raises NetworkError.
    """
    try:
        made = await _made(wire)
    except RetryLater as error:
        return error.seconds or ROOM_SECONDS
    try:
        for number in range(PROBES):
            event = path("rooms", made, "send", "org.folkmoot.probe", f"{uuid.uuid4().hex}-{number}")
            await wire.put(event, {})
    except RetryLater as error:
        return error.seconds or 1.0
    finally:
        await _leave(wire, made)
    return None


async def probe_rooms(wire: Wire) -> float | None:
    """Try whether more rooms can be made than homeservers usually let pass, as `probe` does. They are left again.

    Raises NetworkError.
    """
    made: list[str] = []
    try:
        for _ in range(BURST + 1):
            made.append(await _made(wire))  # noqa: PERF401 - what was made is left, also when the next one fails
    except RetryLater as error:
        return error.seconds or ROOM_SECONDS
    finally:
        for room in made:
            await _leave(wire, room)
    return None


async def _made(wire: Wire) -> str:
    return text((await wire.post("/createRoom", {"preset": "private_chat"})).get("room_id"))


async def _leave(wire: Wire, room: str) -> None:
    with suppress(NetworkError):
        await wire.post(path("rooms", room, "leave"), {})
        await wire.post(path("rooms", room, "forget"), {})


def limited_rooms(seconds: float) -> Finding:
    """That the homeserver allows as few rooms as ever, though more messages."""
    line = f"matrix: the homeserver lets the bot make about {BURST} rooms, then says to wait {max(seconds, 1):.0f} s"
    lift = "its operator has to lift the limit for the bot with override_ratelimit (docs/matrix.md, step 2), not in rc_"
    return Finding(Level.FAULT, f"{line}; {lift}message alone")


async def encryption(
    wire: Wire, us: str, device: str, keeper: Keeper, *, key: str = "", password: bool = False
) -> Finding:
    """Whether our keys are here and ours alone, and other apps hear us without a warning. Raises NetworkError."""
    if not device:
        told = "the access token belongs to no device, so nothing can be encrypted; get one by logging in"
        return Finding(Level.FAULT, f"matrix: {told}")
    count = await count_at(wire, where(us, device))  # before the rows, which a running service changes first
    rows = (await keeper.load()).rows
    if IDENTITY in rows and not is_shown(string(json.loads(rows[IDENTITY]).get("sealed")), key):
        return Finding(Level.FAULT, f"matrix: {UNOPENED}")
    told_us = await wire.post("/keys/query", {"device_keys": {us: []}})
    master, signer, devices = (
        obj(obj(told_us.get(kind)).get(us)) for kind in ("master_keys", "self_signing_keys", "device_keys")
    )
    if _is_elsewhere(rows, device, obj(devices.get(device)), count):
        line = "matrix: the keys of the bot's session are another app's, or this database is not the one that used them"
        if password:
            return Finding(Level.WARNING, f"{line} last; `folkmoot run` logs in as another device by the password")
        mend = "make an access token by a login of its own (docs/matrix.md, step 3)"
        return Finding(Level.FAULT, f"{line} last; {mend}, or set password_file")
    if vouched(us, master, signer, obj(devices.get(device))):
        return Finding(Level.GOOD, "matrix: encrypted, and the account vouches for the bot's device")
    if not master:
        return Finding(Level.GOOD, "matrix: encrypted; `folkmoot run` makes the keys at its first start")
    line = "matrix: another app made the signing keys of this account, so members' apps may ignore the bot"
    if password:
        return Finding(Level.WARNING, f"{line}; `folkmoot run` replaces them by the password")
    return Finding(Level.FAULT, f"{line}; {VOUCH}")


def _is_elsewhere(rows: Mapping[str, str], device: str, there: Object, count: int) -> bool:
    """Whether the homeserver has other keys of our device than these rows, or knows of later use of them."""
    curve = string(obj(there.get("keys")).get(f"curve25519:{device}"))
    account, mark = (json.loads(rows.get(name, "{}")) for name in (ACCOUNT, MARK))
    ours = account.get("curve") if account.get("device", device) == device else None
    return bool(curve) and (curve != ours or count > count_in(mark))


def clear(rooms: int) -> Finding | None:
    """That private rooms are there which anybody at the homeservers can read."""
    if not rooms:
        return None
    are = "one private room is" if rooms == 1 else f"{rooms:,} private rooms are"
    line = f"matrix: {are} not encrypted yet"
    return Finding(Level.WARNING, f"{line}; each is with the next message to its member, and secret votes need that")


IN_CLEAR: Final = Finding(
    Level.WARNING,
    "matrix: encrypted = false, so the operators of the homeservers can read ballots, and there are named votes only",
)


def limited(per_second: float, seconds: float) -> Finding:
    """That the homeserver allows less than the settings claim."""
    line = f"matrix: the homeserver does not take {per_second:g} messages a second from the bot: after a few it says"
    lift = "let its operator lift the limit (docs/matrix.md, step 2), or take per_second out of the settings"
    return Finding(Level.FAULT, f"{line} to wait {max(seconds, 1):.0f} s; {lift}")


def rooms(missing: int, *, lifted: bool) -> Finding:
    """How long the private rooms take that are not there yet; `lifted` if the usual limits do not hold."""
    if missing <= 0:
        return Finding(Level.GOOD, "matrix: everybody has a private room")
    seconds = missing * FREE_ROOM_SECONDS if lifted else max(0, missing - BURST) * ROOM_SECONDS
    time = timedelta(seconds=max(1, round(seconds)))
    are = "one private room is" if missing == 1 else f"{missing:,} private rooms are"
    line = f"matrix: {are} to be made, which takes about {_span(time)}"
    if time <= LONG_DELIVERY:
        return Finding(Level.GOOD, line)
    early = "start the service that long before the meeting"
    lift = "" if lifted else ", or let the homeserver's operator lift the limit for the bot (docs/matrix.md, step 2)"
    return Finding(Level.WARNING, f"{line}; {early}{lift}")


async def mistyped(people: Iterable[str], us: str, check: Callable[[str], Awaitable[None]]) -> AsyncIterator[Finding]:
    """Accounts of our homeserver that do not exist, and homeservers that do not answer; `check` raises Unreachable."""
    servers: dict[str, list[str]] = {}
    for person in people:
        servers.setdefault(person.partition(":")[2], []).append(person)
    if missing := await _unreachable(servers.pop(us.partition(":")[2], []), check):
        line = f"matrix: the homeserver knows no account {_named(missing)}"
        yield Finding(Level.WARNING, f"{line}; {MEND}")
    firsts = {people[0]: server for server, people in servers.items()}
    if away := await _unreachable(firsts, check):
        line = f"matrix: no homeserver answers as {_named(firsts[person] for person in away)}"
        yield Finding(Level.WARNING, f"{line}; is it written right in the column matrix of the roster?")


async def _unreachable(people: Iterable[str], check: Callable[[str], Awaitable[None]]) -> list[str]:
    found = []
    for person in list(people)[:LOOKED_UP]:
        try:
            await check(person)
        except Unreachable:
            found.append(person)
        except NetworkError:
            break  # it has enough of our questions
    return found


def _named(some: Iterable[str]) -> str:
    names = sorted(some)
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def room(chat: Address, *, can_write: bool, in_clear: bool) -> Finding:
    """Whether we are in a room that can be written to, and who else can read it."""
    if can_write and in_clear:
        line = "can be written to, and read by the homeserver; encrypt it in its settings if names should not be"
        return Finding(Level.WARNING, line, chat)
    if can_write:
        return Finding(Level.GOOD, "can be written to", chat)
    return Finding(
        Level.FAULT, "cannot be written to; invite the bot into a room that it can read, then !bind anew", chat
    )
