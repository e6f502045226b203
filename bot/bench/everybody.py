"""A whole electorate on one Telegram bot, with the limits that Telegram has: in one group, beside private ballots."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from core.model import Ballots

from .botapi import DEFAULT_TOKEN
from .botapi.remote import Remote, subprocess_server
from .botapi.wire import as_list, as_object
from .folkmoot_press import stage, write_config
from .press import Unfinished, running

MEMBERS: Final = 3000
A_MINUTE: Final = MEMBERS / 60
"""Presses a second."""
_GROUP: Final = -1_001_000
_PATIENCE: Final = 400
"""Seconds: private ballots for all take 102, and their redraws as long again."""


@dataclass(frozen=True, slots=True)
class Turnout:
    """Seconds from the opening; p99 in milliseconds from a press to the ballot that shows it."""

    shown: float
    voted: float
    redrawn: float
    in_private: int
    """How many voted in the private chat."""


async def turnout(*, group: bool, rate: float = 0, members: int = MEMBERS) -> Turnout:
    """Let everybody vote as soon as there is a ballot, or with a rate evenly so many a second, once all have one.

    Raises `Unfinished`.
    """
    async with subprocess_server() as remote:
        with TemporaryDirectory() as folder:
            return await _voted(remote, Path(folder), group=group, rate=rate, members=members)


async def _voted(remote: Remote, folder: Path, *, group: bool, rate: float, members: int) -> Turnout:
    chat = _GROUP if group else 0
    await remote("electorate", members=members, chat=chat)
    ballots = Ballots.GROUP if group else Ballots.PRIVATE
    config = write_config(folder, remote.url, DEFAULT_TOKEN, ballots)
    await stage(config, members, f"telegram:{chat}" if group else "")
    async with running([sys.executable, "-m", "bot", "-c", str(config), "run"], folder):
        try:
            told = as_object(
                await remote("everybody", token=DEFAULT_TOKEN, members=members, chat=chat, rate=rate, seconds=_PATIENCE)
            )
        except ValueError as error:  # how far it came
            raise Unfinished(str(error)) from None
    _, p99 = as_list(told["redrawn"])
    return Turnout(float(str(told["shown"])), float(str(told["voted"])), float(str(p99)), int(str(told["in_private"])))
