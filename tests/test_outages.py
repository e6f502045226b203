"""A network, or we ourselves, away during a vote: product.md 3.8, and faults 7, 49, 50, 51, 58, 62."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from core import due
from core.model import VoteState
from core.store import journal
from tests.meeting import AGM, Meeting, played, resumed


async def _open(m: Meeting, seconds: int) -> None:
    await m.chair(f"/vote Budget\ntime: {seconds}s")
    await m.chair("/open 1")


def test_deadline_that_passes_while_the_network_is_away_is_held_for_the_chair(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 120)
        assert await m.press(1, "1a · Yes") == "Recorded: 1a · Yes"
        m.net.online = False
        await m.time.sleep(600)
        assert (await m.vote()).state is VoteState.OPEN
        m.net.online = True
        await m.time.sleep(60)
        asked = next(shown for shown in m.channel.messages if "as of" in str(shown.message.rows))
        labels = [button.label for row in asked.message.rows for button in row]
        assert labels[:2] == ["3 more minutes", "Close vote 1 as of 14:02"]
        ballot = m.member(2).messages[-1].message.text
        assert "If you pressed between 14:00 and 14:10, press again." in ballot
        assert "The chair decides about the time" in await m.press(2, "1b · No")
        m.member(1).press("3 more minutes", chat=m.channel)
        await m.time.sleep(10)
        assert await m.press(2, "1b · No") == "Recorded: 1b · No"
        await m.time.sleep(240)
        closed = await m.vote()
        assert (closed.state, closed.cast.heads, closed.hold) == (VoteState.COUNTED, 2, None)

    played(tmp_path, play)


def test_first_tap_counts_also_where_the_outage_has_lasted_longer_since(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 20)
        await m.time.sleep(10)
        start, end = m.time.now() - timedelta(seconds=5), m.time.now() + timedelta(seconds=60)
        await m.store.write(lambda tx: due.hold(tx, start, end, always=True))
        await m.time.sleep(20)
        (asked,) = (shown for shown in m.channel.messages if "as of" in str(shown.message.rows))
        seen = asked.message.text
        await m.store.write(lambda tx: due.hold(tx, start, end + timedelta(seconds=90), always=True))
        m.member(1).press("3 more minutes", asked, m.channel)
        await m.time.sleep(2)
        assert ((await m.vote()).hold, m.member(1).toasts[-1].text.startswith("Vote 1")) == (None, True)
        await m.store.write(lambda tx: due.hold(tx, m.time.now(), m.time.now() + timedelta(seconds=600), always=True))
        await m.time.sleep(20)
        again = m.channel.messages[-1]
        await m.store.write(lambda tx: due.hold(tx, m.time.now(), m.time.now() + timedelta(seconds=900), always=True))
        before = again.message.text
        await m.time.sleep(20)
        assert (again.message.text != before, seen != before) == (True, True)

    played(tmp_path, play)


def test_short_silence_changes_nothing(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 60)
        m.net.online = False
        await m.time.sleep(20)
        m.net.online = True
        await m.time.sleep(90)
        vote = await m.vote()
        assert (vote.state, vote.hold) == (VoteState.COUNTED, None)
        assert not [text for text in m.told if "decide" in text.lower()]

    played(tmp_path, play)


def test_close_as_of_the_deadline_when_the_chair_decides_so(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 120)
        await m.press(1, "1a · Yes")
        deadline = (await m.vote()).closes_at
        m.net.online = False
        await m.time.sleep(300)
        m.net.online = True
        await m.time.sleep(60)
        m.member(1).press("Close vote 1 as of 14:02", chat=m.channel)
        await m.time.sleep(30)
        vote = await m.vote()
        assert (vote.state, vote.closed_at, vote.cast.heads) == (VoteState.COUNTED, deadline, 1)

    played(tmp_path, play)


async def _voted_once(m: Meeting) -> None:
    await _open(m, 25)
    await m.press(1, "1a · Yes")


def test_deadline_that_passed_while_no_process_ran_for_long(tmp_path: Path) -> None:
    played(tmp_path, _voted_once)

    async def go_on(m: Meeting) -> None:
        vote = await m.vote()
        assert (vote.state, vote.hold is not None) == (VoteState.OPEN, True)
        assert [text for text in m.told if "There was no connection from 14:00" in text]

    resumed(tmp_path, timedelta(minutes=10), go_on)


def test_deadline_that_passed_while_no_process_ran_for_a_moment(tmp_path: Path) -> None:
    played(tmp_path, _voted_once)

    async def go_on(m: Meeting) -> None:
        vote = await m.vote()
        assert (vote.state, vote.cast.heads, vote.hold) == (VoteState.COUNTED, 1, None)
        assert vote.closed_at is not None
        assert vote.closed_at < m.started  # the deadline, not the moment of the start

    resumed(tmp_path, timedelta(seconds=44), go_on)


def test_clock_that_is_set_forward_during_a_vote_closes_nothing(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 600)
        m.time.skew = timedelta(hours=1)
        await m.time.sleep(30)
        vote = await m.vote()
        assert (vote.state, vote.hold is not None) == (VoteState.OPEN, True)

    played(tmp_path, play)


def test_bot_removed_from_the_chair_channel_when_the_meeting_goes_on(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 600)
        m.channel.remove()
        await m.time.sleep(15)
        assert await m.press(2, "1b · No") == "Recorded: 1b · No"
        assert [text for text in (shown.message.text for shown in m.member(1).messages) if "channel" in text]

    played(tmp_path, play)


def test_chair_sees_what_has_become_of_a_vote_in_the_messages_about_it(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await m.chair("/vote Budget")
        await m.chair("/open 1")
        await m.press(2, "1a · Yes")
        await m.chair("/close 1")
        await m.time.sleep(30)
        await m.chair("/publish 1")
        await m.time.sleep(30)
        labels = [button.label for shown in m.channel.messages for row in shown.message.rows for button in row]
        assert [label for label in labels if label.startswith(("Count vote", "Publish"))] == []
        assert [text for text in m.told if "Members do not see this yet" in text] == []

    played(tmp_path, play)


def test_database_that_is_locked_across_a_deadline_loses_no_press_and_the_chair_decides(tmp_path: Path) -> None:
    async def play(m: Meeting) -> None:
        await _open(m, 60)
        await m.press(1, "1a · Yes")
        closes_at = (await m.vote()).closes_at
        assert closes_at
        await m.time.sleep((closes_at - m.time.now()).total_seconds() - 8)
        with closing(sqlite3.connect(m.folder / "folkmoot.db", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for number in (2, 3, 4):
                m.member(number).press("1b · No")
                await m.time.sleep(2)
            await m.time.sleep(18)
            other.execute("ROLLBACK")
        await m.time.sleep(5)
        vote = await m.vote()
        assert (vote.state, vote.cast.heads, vote.late, vote.hold is not None) == (VoteState.OPEN, 4, 0, True)
        assert [text for text in m.told if "is held" in text]

    played(tmp_path, play)


# -- one outage is held once (product.md 3.8), whatever restarts fall into it


async def _asked(m: Meeting) -> tuple[int, int, int, int]:
    """Questions to the chair, entries of the journal, ballots of somebody who has voted and of somebody who has not."""
    async with m.store.read() as tx:
        held = [entry for entry in await journal.entries(tx, AGM) if entry.kind == "vote.hold"]
    questions = [text for text in m.told if "There was no connection from 14:00" in text]
    ballots = [[shown for shown in m.member(n).messages if "1a" in shown.message.text] for n in (1, 2)]
    return len(questions), len(held), len(ballots[0]), len(ballots[1])


def test_outage_over_a_restart_is_held_once(tmp_path: Path) -> None:
    played(tmp_path, _voted_once)

    async def go_on(m: Meeting) -> None:
        await m.time.sleep(300)
        assert await _asked(m) == (1, 1, 0, 1)

    resumed(tmp_path, timedelta(minutes=10), go_on)


def test_outage_that_goes_on_after_a_restart_is_held_once(tmp_path: Path) -> None:
    played(tmp_path, _voted_once)

    async def go_on(m: Meeting) -> None:
        await m.time.sleep(90)
        m.net.online = True
        await m.time.sleep(300)
        assert await _asked(m) == (1, 1, 0, 1)

    resumed(tmp_path, timedelta(minutes=10), go_on, online=False)


def test_second_restart_into_the_same_outage_holds_nothing_anew(tmp_path: Path) -> None:
    played(tmp_path, _voted_once)

    async def nothing(_: Meeting) -> None:
        return

    async def go_on(m: Meeting) -> None:
        await m.time.sleep(300)
        assert await _asked(m) == (1, 1, 0, 1)

    resumed(tmp_path, timedelta(minutes=10), nothing, online=False)
    resumed(tmp_path, timedelta(minutes=13), go_on)
