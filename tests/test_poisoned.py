"""Rows that raise when they are read, put in by hand: all other meetings go on, the chair is told once, the log too."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
import structlog

from adapters.contract import plain
from core import floor, roles
from core.journal import CLI
from core.model import EventId, EventSettings, MemberId, Purpose, Role
from core.store import events, members, votes
from core.store.engine import opened
from core.store.writer import Tx
from tests.meeting import Meeting, Skewed, network_of, played, running, staged

BAD = EventId("bad")
CHATS = ("memory:g1", "memory:g2")
POISON = {
    "meeting": ["UPDATE event SET settings = '{' WHERE id = 'bad'"],
    "rules": [
        "UPDATE wording SET definition = '{' WHERE vote_id IN (SELECT id FROM vote WHERE event_id = 'bad')",
        "UPDATE delivery SET state = 'queued', claimed_by = '' WHERE event_id = 'bad'",
        "INSERT INTO errand (act, kind, event_id, subject, who, missing, reminds, away, after, counted)"
        " SELECT 'roll', 'ballot', 'bad', id, '', 0, 0, 0, '', 0 FROM vote WHERE event_id = 'bad'",
    ],
    "lists": [
        "UPDATE vote SET drawn = '{', voters = '{' WHERE event_id = 'bad'",
        "INSERT INTO item (event_id, number, title, titles) VALUES ('bad', 1, 'Opening', '{')",
        "UPDATE journal SET data = '{' WHERE event_id = 'bad'",
    ],
    "times and words": [
        "UPDATE event SET confirm_by = -9000000000000000000 WHERE id = 'bad'",
        "UPDATE vote SET opened_at = 9000000000000000000, start_by = -9000000000000000000 WHERE event_id = 'bad'",
        "UPDATE presence SET since = 9000000000000000000 WHERE event_id = 'bad'",
        "UPDATE account SET bound_at = 9000000000000000000 WHERE member_id = 4",
        "UPDATE life SET heard_at = 9000000000000000000",
        "UPDATE delivery SET kind = 'telegram', state = 'queued', claimed_by = '' WHERE event_id = 'bad' AND id ="
        " (SELECT min(id) FROM delivery WHERE event_id = 'bad')",
        "INSERT INTO redaction VALUES ('nowhere', 'x')",
        "INSERT INTO channel (chat, event_id, purpose) VALUES ('memory:g3', 'bad', 'kitchen')",
        "INSERT INTO errand (act, kind, event_id, subject, who, missing, reminds, away, after, counted)"
        " VALUES ('sing', 'ballot', 'bad', 1, '', 0, 0, 0, '', 0), ('roll', 'song', 'bad', 1, '', 0, 0, 0, '', 0)",
        "INSERT INTO notice (id, event_id, kind, text, at) VALUES"
        " (777, 'bad', 'alarm', '{', 5), (778, 'bad', 'file', 'board x', 5)",
        "INSERT INTO delivery (kind, event_id, subject, chat, state) VALUES"
        " ('alarm', 'bad', 777, 'memory:g2', 'queued'), ('file', 'bad', 778, 'memory:g2', 'queued')",
    ],
}
TOLD = {
    "meeting": "This meeting cannot be read",
    "rules": "Vote 1 could not be closed",
    "lists": "Vote 1 could not be closed",
    "times and words": "The board of vote x could not be made",
}


async def _second(tx: Tx) -> None:
    """Another meeting of the same people, with a chair channel of its own."""
    await floor.configure(tx, [EventSettings(BAD, "Other")])
    await floor.change_state(tx, await events.existing(tx, BAD), "open", CLI)
    await floor.open_registration(tx, await events.existing(tx, BAD), CLI)
    ids = [MemberId(member.id) for member in await members.everybody(tx)]
    await floor.check_in_selves(tx, await events.existing(tx, BAD), ids)
    await roles.give(tx, await events.existing(tx, BAD), "2", Role.CHAIR, CLI)
    await events.put_channel(tx, CHATS[1], BAD, Purpose.CHAIR)


async def _says(meeting: Meeting, number: int, text: str) -> None:
    meeting.member(number).write(text, chat=meeting.net.group(CHATS[number - 1]))
    await meeting.time.sleep(8)


async def _votes(meeting: Meeting, title: str) -> tuple[str, int]:
    """A vote of the other meeting, from its draft to its result."""
    await _says(meeting, 1, f"/vote {title}\ntime: 20s")
    async with meeting.store.read() as tx:
        vote = (await votes.of_event(tx, EventId("agm")))[-1]
    await _says(meeting, 1, f"/open {vote.number}")
    ballot = next(shown for shown in meeting.member(3).messages if title in shown.message.text and shown.message.rows)
    meeting.member(3).forge(ballot.message.rows[0][0].data, ballot.ref)
    await meeting.time.sleep(90)
    stands = await meeting.vote(vote.number)
    return stands.outcome, stands.cast.heads


def _poison(folder: Path, rows: Sequence[str]) -> None:
    with closing(sqlite3.connect(folder / "folkmoot.db")) as database:
        for row in rows:
            database.execute(row)
        database.commit()


@pytest.mark.parametrize("name", POISON)
def test_rows_that_cannot_be_read_keep_no_other_meeting_waiting_and_are_told_once(tmp_path: Path, name: str) -> None:
    time = Skewed()
    told: list[list[str]] = []

    async def play() -> None:
        net = network_of(time, 5)
        net.group(CHATS[1])
        await staged(tmp_path, time, 5)
        async with opened(f"sqlite:///{tmp_path}/folkmoot.db", time, inline=True) as store:
            time.busy = lambda: store.busy
            await store.write(_second)
        async with running(tmp_path, time, net) as meeting:
            await _says(meeting, 2, "/vote Bad\ntime: 60s")
            await _says(meeting, 2, "/open 1")
            _poison(tmp_path, POISON[name])
            assert await _votes(meeting, "Lunch") == ("carried", 1)
        told.append([plain(shown.message.text) for shown in net.group(CHATS[1]).messages])
        async with running(tmp_path, time, net) as meeting:  # the next process reads the same rows
            assert await _votes(meeting, "Dinner") == ("carried", 1)

    with structlog.testing.capture_logs() as logs:
        time.run(play())
    alarms = Counter(text for text in told[0] if TOLD[name] in text)
    assert set(alarms.values()) == {1}
    repeated = Counter(str(log) for log in logs if log["event"] in ("due.failed", "tick.failed", "sending.failed"))
    assert max(repeated.values(), default=0) <= 2  # processes


def test_sending_that_a_database_refuses_goes_on_once_it_can_and_every_ballot_comes_once(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch")
        with closing(sqlite3.connect(meeting.folder / "folkmoot.db", isolation_level=None)) as db:
            db.execute("CREATE TRIGGER no BEFORE UPDATE ON delivery BEGIN SELECT RAISE(ABORT, 'refused'); END")
            with structlog.testing.capture_logs() as logs:
                await meeting.chair("/open 1")
                await meeting.time.sleep(40)
            db.execute("DROP TRIGGER no")
        counts.append(Counter(entry["event"] for entry in logs)["courier.failed"])
        reached.append(await _ballots(meeting))
        await meeting.time.sleep(40)
        reached.append(await _ballots(meeting))

    counts: list[int] = []
    reached: list[list[int]] = []
    played(tmp_path, play)
    assert (counts, reached) == ([2], [[0] * 5, [1] * 5])


async def _ballots(meeting: Meeting) -> list[int]:
    """How many ballots each member has got."""
    shown = [meeting.member(number).messages for number in range(1, 6)]
    return [sum("Lunch" in plain(one.message.text) for one in messages) for messages in shown]
