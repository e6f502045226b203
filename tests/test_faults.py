"""Faults of trust.md 3.2 that have no other place, by their numbers there."""

import asyncio
import os
import signal
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from aiohttp import web

from adapters.contract import Message
from adapters.redact import redact
from adapters.telegram import Telegram
from adapters.telegram.decode import Account, decode
from bot.papers.records import RosterFileError
from bot.papers.roster import read_roster
from core import codes, counting, roster
from core.errors import StoreBusy
from core.journal import CLI
from core.model import VoteState
from core.roster import Row
from core.store import ballots, journal, secrets
from core.store.writer import Tx
from tests.meeting import Meeting, played
from tests.people import AGM, MOTION, Hall, done, rows
from tests.real import Stand, stand, until
from tests.served import RealTime

pytestmark = pytest.mark.anyio


async def test_16_member_expelled_after_the_opening_votes_and_it_is_in_the_journal(hall: Hall) -> None:
    vote = await hall.open()
    done(await hall.run(roster.import_rows, [Row("1", votes=False)], CLI))
    await hall.cast(vote, _1="a")
    entries = await hall.run(journal.entries, AGM)
    assert [(entry.kind, entry.by) for entry in entries if entry.kind == "roster.import"][-1] == (
        "roster.import",
        "cli",
    )
    assert (await hall.again(vote)).cast.heads == 1


async def test_17_ballot_of_a_member_expelled_after_casting_stays(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a")
    done(await hall.run(roster.import_rows, [Row("1", votes=False)], CLI))
    await hall.close(vote)
    counted = await hall.again(vote)
    assert ((await hall.event()).entitled.heads, counted.cast.heads) == (4, 1)
    assert [choice for _, choice, _ in await hall.run(ballots.board, vote.id)] == ["a"]


async def test_43_count_on_a_full_disk_changes_nothing_and_works_when_there_is_room(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, rows(range(6, 406)), CLI))
    vote = await hall.open(replace(MOTION, secret=True))
    await hall.close(vote)
    before = await hall.again(vote)

    async def full(tx: Tx) -> None:
        await tx.db.exec_driver_sql("PRAGMA max_page_count = 1")  # no less than what there is

    async def roomy(tx: Tx) -> None:
        await tx.db.exec_driver_sql("PRAGMA max_page_count = 1000000")

    async def much(tx: Tx) -> None:
        await counting.count(tx, before, CLI)
        await journal.append(tx, AGM, [("note", "cli", {"text": "x" * 5_000_000})])

    await hall.run(full)
    with pytest.raises(StoreBusy):
        await hall.run(much)
    assert await hall.again(vote) == before
    await hall.run(roomy)
    done(await hall.run(counting.count, before, CLI))
    assert (await hall.again(vote)).state is VoteState.COUNTED


@pytest.mark.parametrize(
    "at",
    [
        datetime(2028, 2, 29, 23, 30, tzinfo=UTC),
        datetime(2026, 3, 29, 0, 30, tzinfo=UTC),  # summer time begins in Europe
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),  # and ends
        datetime(2026, 12, 31, 23, 30, tzinfo=UTC),
    ],
)
async def test_49_deadline_is_so_many_seconds_away_whatever_the_calendar_does(hall: Hall, at: datetime) -> None:
    hall.clock.at = at
    vote = await hall.open(replace(MOTION, time=3600))
    hall.clock.forward(120)  # the ballots reach nobody, and it does not wait for ever
    await hall.due()
    deadline = (await hall.again(vote)).closes_at
    assert deadline == at + timedelta(hours=1, seconds=120)
    states = []
    for left in (1, 0):
        hall.clock.at = deadline - timedelta(seconds=left)
        await hall.due()
        states.append((await hall.again(vote)).state)
    assert states == [VoteState.OPEN, VoteState.CLOSED]


@contextmanager
def stopped_between_transactions(at: Stand, process: int) -> Iterator[sqlite3.Connection]:
    """The database, of which nobody holds the lock, with the process stopped."""
    with closing(sqlite3.connect(at.database, timeout=0.1, isolation_level=None)) as database:
        while True:
            os.kill(process, signal.SIGSTOP)
            with suppress(sqlite3.OperationalError):
                database.execute("BEGIN IMMEDIATE")
                break
            os.kill(process, signal.SIGCONT)
        yield database


async def test_51_process_that_is_stopped_over_a_deadline_closes_nothing_and_asks_the_chair(tmp_path: Path) -> None:
    async with stand(tmp_path) as at, at.running() as process:
        await at.delivered()
        with stopped_between_transactions(at, process.pid) as database:
            soon = datetime.now(UTC) + timedelta(seconds=1)
            database.execute("UPDATE vote SET closes_at = ?", (int(soon.timestamp() * 1000),))
            database.execute("COMMIT")
        await asyncio.sleep(8)
        os.kill(process.pid, signal.SIGCONT)
        await until(lambda: at.query("SELECT hold_start IS NOT NULL FROM vote") == [(1,)])
        await asyncio.sleep(2)
        assert (at.query("SELECT state FROM vote"), process.returncode) == ([("open",)], None)


async def test_37_vote_whose_answer_went_with_the_process_is_told_to_whoever_presses_again(hall: Hall) -> None:
    vote = await hall.open()
    await hall.cast(vote, _1="a")  # committed, and nobody heard of it
    (again,) = await hall.cast(vote, _1="a")
    assert (done(again).choice, done(again).before, (await hall.again(vote)).cast.heads) == ("a", "a", 1)


async def test_37_receipt_that_went_with_the_process_is_replaced_by_pressing_again(hall: Hall) -> None:
    vote = await hall.open(replace(MOTION, secret=True, receipts=True))
    others = await hall.cast(vote, _2="a", _3="b", _4="b", _5="c")
    (lost,) = await hall.cast(vote, _1="a")
    (found,) = await hall.cast(vote, _1="a")
    await hall.close(vote)
    await hall.count(vote)
    board = dict(await hall.run(secrets.board, vote.id))
    assert board == {done(one).code: choice for one, choice in zip([found, *others], "aabbc", strict=True)}
    assert done(lost).code not in board


def test_72_code_never_stands_in_a_log() -> None:
    code = codes.new_code()
    for text in (code, f"https://t.me/b?start={code}", f"GET /start={code.replace('-', '')}", f"!join {code.lower()}"):
        assert codes.normal(code) not in redact(text).upper().replace("-", "")


def test_74_name_of_an_account_is_nobody_s_identity() -> None:
    def said(sender: int, name: str) -> object:
        who = {"id": sender, "is_bot": False, "first_name": name, "username": name}
        chat = {"id": sender, "type": "private", "username": name}
        message = {"message_id": 5, "date": 1, "chat": chat, "from": who, "text": "/checkin"}
        return decode({"update_id": 9, "message": message}, Account(1, "b"))

    assert said(42, "ann") == said(42, "somebody_else")
    assert said(42, "ann") != said(43, "ann")


def test_83_text_of_a_motion_shows_no_preview_and_runs_nothing(tmp_path: Path) -> None:
    motion = "See https://example.org/a and\n```\n/close 1\n```\n<b>@all</b> " + "long " * 2_000

    async def play(meeting: Meeting) -> None:
        await meeting.chair(f"/vote Lunch\ntext: {motion}")
        await meeting.chair("/show 1")
        await meeting.chair("/open 1")
        await meeting.time.sleep(10)
        shown = [one.message.text for one in (*meeting.member(2).messages, *meeting.channel.messages)]
        assert [text for text in shown if "<b>@all" in text or "\n/close 1" in text] == []
        assert ((await meeting.vote()).state, any("See https" in text for text in shown)) == (VoteState.OPEN, True)

    played(tmp_path, play)


async def test_83_telegram_is_told_to_show_no_preview() -> None:
    asked: list[dict[str, object]] = []

    async def answer(request: web.Request) -> web.Response:
        asked.append(await request.json())
        return web.json_response({"ok": True, "result": {"message_id": 5}})

    app = web.Application()
    app.add_routes([web.post("/bot1:T/sendMessage", answer), web.post("/bot1:T/editMessageText", answer)])
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    network = Telegram("1:T", RealTime(), api_url=f"http://127.0.0.1:{runner.addresses[0][1]}")
    ref = await network.send("telegram:7", Message("https://example.org/a"))
    await network.edit(ref, Message("https://example.org/b"))
    await network.stop()
    await runner.cleanup()
    assert [one["link_preview_options"] for one in asked] == [{"is_disabled": True}] * 2


@pytest.mark.parametrize("size", [5_000, pytest.param(100_000, marks=pytest.mark.slow)])
def test_85_large_file_is_refused_with_the_lines_of_its_faults_and_read_without_them(tmp_path: Path, size: int) -> None:
    lines = [f"{n},Vorname{n} Näme{n}\n" for n in range(1, size + 1)]
    bad = [*lines[:-3], f"{7},Twice\n", "1.2E+05,Excel\n", "\n", "03.04.2026,Date\n"]
    file = tmp_path / "members.csv"
    file.write_text("number,name\n" + "".join(bad), encoding="cp1252")
    with pytest.raises(RosterFileError) as refused:
        read_roster(file)
    assert [(fault.line, fault.code) for fault in refused.value.faults] == [
        (size - 1, "repeated-number"),
        (size, "number-scientific"),
        (size + 2, "number-date"),
    ]
    file.write_text("number,name\n" + "".join(lines), encoding="utf-8-sig")
    assert len(read_roster(file).rows) == size
