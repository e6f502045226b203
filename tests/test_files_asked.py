"""Files that somebody asks for: nothing waits for one, and whoever asked hears it if none comes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from adapters.contract import Message, Refused, plain
from bot.papers import files
from bot.papers.typesetting import NotSet
from core import telling
from core.clock import SystemClock
from core.outgoing import DeliveryKind, DeliveryState
from core.store import deliveries
from core.store.engine import opened
from core.store.writer import Tx
from tests.meeting import AGM, Meeting, played, resumed

LOST = "could not be made or sent"


def names(meeting: Meeting) -> list[str]:
    """Files in the chair channel."""
    return [shown.message.file.name for shown in meeting.channel.messages if shown.message.file]


def lost(meeting: Meeting) -> list[str]:
    return [text.partition(" could")[0] for text in meeting.told if LOST in text]


def test_file_that_cannot_be_made_is_tried_three_times_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    def broken(_text: str, language: str, _longest: float) -> bytes:
        tries.append(language)
        raise NotSet("no fonts")

    monkeypatch.setattr(files, "minutes_pdf", broken)

    async def play(meeting: Meeting) -> None:
        await meeting.chair("/minutes")
        await meeting.time.sleep(60)
        assert (lost(meeting), len(tries)) == (["The minutes (PDF)"], 3)
        assert names(meeting) == ["minutes-agm.md", "agm.zip"]

    played(tmp_path, play)


def test_file_that_the_network_refuses_is_told(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.time.sleep(30)
        meeting.net.faults.append(Refused("too large"))
        await meeting.store.write(lambda tx: telling.request_file(tx, AGM, "memory:g1", "roster present"))
        await meeting.time.sleep(30)
        assert (lost(meeting), names(meeting)) == (["The list (present)"], [])

    played(tmp_path, play)


def test_slow_file_keeps_no_ballot_and_no_other_message_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make: Callable[..., Awaitable[Message | None]] = files.make

    async def play(meeting: Meeting) -> None:
        async def slow(*asked: object) -> Message | None:
            await meeting.time.sleep(600)
            return await make(*asked)

        monkeypatch.setattr(files, "make", slow)
        meeting.member(1).write("/roster present file", chat=meeting.channel)
        await meeting.chair("/vote Budget")
        await meeting.chair("/open 1")
        ballots = [any("Budget" in plain(one.message.text) for one in meeting.member(n).messages) for n in (2, 3, 4, 5)]
        assert (ballots, names(meeting)) == ([True] * 4, [])
        await meeting.time.sleep(600)
        assert names(meeting) == ["roster-present-agm.csv"]

    played(tmp_path, play)


def test_file_over_which_process_after_process_ends_is_given_up_and_told(tmp_path: Path) -> None:
    async def ends(tx: Tx) -> None:
        """A process claims it, and is gone."""
        waiting = await deliveries.waiting(tx, DeliveryState.QUEUED, [DeliveryKind.FILE], ["memory"], limit=1)
        await deliveries.claim(tx, "dead", waiting)
        await deliveries.free(tx)

    async def between() -> None:
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", SystemClock()) as store:
            await store.write(lambda tx: telling.request_file(tx, AGM, "memory:g1", "bundle"))
            for _ in range(3):
                await store.write(ends)

    async def before(meeting: Meeting) -> None:
        await meeting.time.sleep(30)

    async def after(meeting: Meeting) -> None:
        assert (lost(meeting), names(meeting)) == (["The bundle of journal and boards"], [])

    played(tmp_path, before)
    asyncio.run(between())
    resumed(tmp_path, timedelta(minutes=5), after)
