"""What an organiser should know of the homeserver before a meeting."""

from __future__ import annotations

import uuid
from contextlib import suppress
from datetime import timedelta
from typing import Final

from adapters.contract import Address, Limits, NetworkError, RetryLater
from adapters.findings import Finding, Level
from adapters.matrix.errors import Json
from adapters.matrix.wire import Wire, path, text

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
LONG_DELIVERY: Final = timedelta(minutes=2)
"""Of a ballot, to everybody."""


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
    """Try whether more goes than homeservers usually let pass: the seconds that it asks us to wait, else None.

    Raises NetworkError.
    """
    try:
        made = text((await wire.post("/createRoom", {"preset": "private_chat"})).get("room_id"))
    except RetryLater as error:
        return error.seconds or ROOM_SECONDS
    try:
        for number in range(PROBES):
            event = path("rooms", made, "send", "org.folkmoot.probe", f"{uuid.uuid4().hex}-{number}")
            await wire.put(event, {})
    except RetryLater as error:
        return error.seconds or 1.0
    finally:
        with suppress(NetworkError):
            await wire.post(path("rooms", made, "leave"), {})
            await wire.post(path("rooms", made, "forget"), {})
    return None


def limited(per_second: float, seconds: float) -> Finding:
    """That the homeserver allows less than the settings claim."""
    line = f"matrix: the homeserver does not take {per_second:g} messages a second from the bot: after a few it says"
    lift = "let its operator lift the limit (README, step 2), or take per_second out of the settings"
    return Finding(Level.FAULT, f"{line} to wait {seconds:.0f} s; {lift}")


def rooms(missing: int, *, lifted: bool) -> Finding:
    """How long the private rooms take that are not there yet; `lifted` if the usual limits do not hold."""
    if missing <= 0:
        return Finding(Level.GOOD, "matrix: everybody has a private room")
    seconds = missing * FREE_ROOM_SECONDS if lifted else max(0, missing - BURST) * ROOM_SECONDS
    time = timedelta(seconds=round(seconds))
    line = f"matrix: {missing:,} private rooms are to be made, which takes about {_span(time)}"
    if time <= LONG_DELIVERY:
        return Finding(Level.GOOD, line)
    early = "start the service that long before the meeting"
    lift = "" if lifted else ", or let the homeserver's operator lift the limit for the bot (README, step 2)"
    return Finding(Level.WARNING, f"{line}; {early}{lift}")


def room(chat: Address, *, can_write: bool) -> Finding:
    """Whether we are in a room that can be written to."""
    if can_write:
        return Finding(Level.GOOD, "can be written to", chat)
    return Finding(
        Level.FAULT, "cannot be written to; invite the bot into a room that it can read, then !bind anew", chat
    )
