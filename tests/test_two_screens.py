"""One member, one ballot, several messages that show it: all of them show what stands, whichever was pressed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import plain
from adapters.memory import LIMITS, Group, Memory, Person, Shown
from core import floor
from core.journal import CLI
from core.model import Ballots, Purpose
from core.store import events
from core.store.writer import Tx
from tests.meeting import AGM, SETTINGS, Meeting, played

STRICT = replace(LIMITS, per_second=0.2, chat_per_second=0.2, group_per_minute=12)
"""As a homeserver is that nobody has told about a meeting."""


def ballot(person: Person) -> Shown:
    """The newest message with the vote."""
    return [shown for shown in person.messages if "Lunch" in shown.message.text][-1]


def shows(person: Person) -> str:
    """What the ballot says of the own vote."""
    lines = plain(ballot(person).message.text).splitlines()
    return next(
        (line.split(".")[0] for line in lines if line.startswith(("Recorded", "Nothing", "Closed", "You"))), "?"
    )


async def open_vote(meeting: Meeting, lines: str = "") -> Memory:
    (other,) = meeting.others
    await meeting.chair(f"/vote Lunch{lines}")
    await meeting.chair("/open 1")
    return other


@pytest.mark.parametrize(("lines", "said"), [("", "Recorded: 1b · No"), ("\nsecret", "Recorded")])
def test_cast_while_the_other_message_is_on_its_way_shows_there(tmp_path: Path, lines: str, said: str) -> None:
    async def play(meeting: Meeting) -> None:
        other = await open_vote(meeting, lines)
        there = other.person("other1:4")
        assert not any(
            "Lunch" in shown.message.text for shown in there.messages
        )  # its ballot is worded and waits for its turn
        await meeting.press(4, "1b · No")
        await meeting.time.sleep(60)
        assert (shows(meeting.member(4)), shows(there)) == (said, said)
        there.press("1b · No")
        await meeting.time.sleep(10)
        assert there.toasts[-1].text.startswith("Recorded")

    played(tmp_path, play, others=[STRICT])


def test_new_deadline_that_comes_while_a_ballot_is_on_its_way_shows_there(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        other = await open_vote(meeting, "\ntime: 10m")
        await meeting.chair("/close 1 1h")
        await meeting.time.sleep(300)
        closes = [line for line in plain(ballot(meeting.member(4)).message.text).splitlines() if "Closes" in line]
        there = [line for line in plain(ballot(other.person("other1:4")).message.text).splitlines() if "Closes" in line]
        assert (there, len(there)) == (closes, 1)

    played(tmp_path, play, others=[STRICT])


Act = Callable[[Person], object]


def by_button(person: Person) -> object:
    return person.press("1a · Yes")


def by_typing(person: Person) -> object:
    return person.write("1a")


def by_command(person: Person) -> object:
    return person.write("/cast 1 a")


@pytest.mark.parametrize("act", [by_button, by_typing, by_command])
@pytest.mark.parametrize(("lines", "said"), [("", "Recorded: 1a · Yes"), ("\nsecret", "Recorded")])
def test_quick_network_does_not_wait_with_a_redraw_for_the_slow_one(
    tmp_path: Path, act: Act, lines: str, said: str
) -> None:
    """The slow one has ballots to send for minutes when the member acts there."""

    async def play(meeting: Meeting) -> None:
        other = await open_vote(meeting, lines)
        await meeting.time.sleep(300)
        await meeting.chair("/vote Supper")
        await meeting.chair("/open 2")
        act(other.person("other1:5"))
        await meeting.time.sleep(2)
        assert shows(meeting.member(5)) == said
        assert not any("Supper" in shown.message.text for shown in other.person("other1:40").messages)

    played(tmp_path, play, size=40, others=[STRICT])


def test_change_of_mind_on_the_slow_network_counts_although_the_quick_one_was_redrawn(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        other = await open_vote(meeting)
        await meeting.time.sleep(60)
        there = other.person("other1:5")
        there.press("1a · Yes")
        await meeting.time.sleep(2)
        there.press("1b · No")
        await meeting.time.sleep(60)
        assert there.toasts[-1].text == "Recorded: 1b · No"
        assert (shows(meeting.member(5)), shows(there)) == ("Recorded: 1b · No", "Recorded: 1b · No")
        for person in (meeting.member(5), there):  # and the buttons of both are good
            person.press("1c · Abstain")
            await meeting.time.sleep(60)
            person.press("1b · No")
            await meeting.time.sleep(60)
            assert person.toasts[-1].text == "Recorded: 1b · No"

    played(tmp_path, play, others=[STRICT])


def test_holder_of_votes_sees_on_both_networks_what_was_cast_for_others(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        (other,) = meeting.others
        meeting.member(4).write("/proxy 5")
        await meeting.time.sleep(3)
        meeting.member(4).write("/checkout")
        await meeting.time.sleep(30)
        await open_vote(meeting)
        await meeting.time.sleep(60)
        other.person("other1:5").press("All 2: 1a · Yes")
        await meeting.time.sleep(2)
        assert "Recorded: 1a · Yes for" in plain(ballot(meeting.member(5)).message.text)

    played(tmp_path, play, others=[STRICT])


def test_press_in_the_group_shows_in_the_private_messages_of_both_networks(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        (other,) = meeting.others
        hall = await bound_group(meeting)
        await open_vote(meeting)
        await meeting.time.sleep(60)
        meeting.member(5).press("1b · No", chat=hall)
        await meeting.time.sleep(30)
        assert (shows(meeting.member(5)), shows(other.person("other1:5"))) == ("Recorded: 1b · No", "Recorded: 1b · No")

    played(tmp_path, play, settings=replace(SETTINGS, ballots=Ballots.BOTH), others=[STRICT])


async def bound_group(meeting: Meeting) -> Group:
    """The members' group on the quick network."""

    async def code(tx: Tx) -> str:
        event = await events.event(tx, AGM)
        assert event
        return await floor.bind_code(tx, event, Purpose.GROUP, CLI)

    hall = meeting.net.group("memory:hall")
    meeting.member(1).write(f"/bind {await meeting.store.write(code)} yes", chat=hall)
    await meeting.time.sleep(3)
    return hall
