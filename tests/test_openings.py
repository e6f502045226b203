"""The one ballot in the members' group, from which everybody opens an own one that nobody else sees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.contract import Message, RetryLater, Unreachable, plain
from adapters.memory import LIMITS, Group
from adapters.memory.network import nobody
from adapters.memory.people import Shown
from core.model import Ballots, EventSettings, Purpose
from core.store import events
from tests.meeting import AGM, Meeting, Skewed, network_of, played, running, staged

BOTH = EventSettings(AGM, "Assembly", ballots=Ballots.BOTH)
IN_GROUP = EventSettings(AGM, "Assembly", ballots=Ballots.GROUP)
WHISPERS = replace(LIMITS, whispers=1024)
MINE = "My ballot"


async def crowd_of(meeting: Meeting) -> Group:
    """The members' group, which everybody is in."""
    group = meeting.net.group("memory:all")
    await meeting.store.write(lambda tx: events.put_channel(tx, group.address, AGM, Purpose.GROUP))
    return group


async def voting(meeting: Meeting, *lines: str) -> Group:
    """The group, with vote 1 open in it."""
    group = await crowd_of(meeting)
    await meeting.chair("\n".join(["/vote Lunch", *lines]))
    await meeting.chair("/open 1")
    return group


async def press(meeting: Meeting, number: int, label: str, group: Group, *, alone: bool = False) -> str:
    """Press in the group, or in what this person alone sees of it; the toast."""
    person = meeting.member(number)
    person.press(label, chat=group.apart(person) if alone else group)
    await meeting.time.sleep(3)
    return person.toasts[-1].text


def seen(meeting: Meeting, group: Group, number: int) -> Message:
    """The only message that this person sees alone in the group."""
    (shown,) = group.apart(meeting.member(number)).messages
    return shown.message


def text(message: Message) -> str:
    return plain(message.text)


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


def nobody_else_sees(meeting: Meeting, group: Group, but: Sequence[int]) -> bool:
    return not any(group.apart(meeting.member(number)).messages for number in range(1, 6) if number not in but)


@pytest.mark.parametrize("secrecy", ["named", "secret"])
def test_ballot_opens_in_the_group_for_the_one_who_pressed_is_cast_there_and_edited_in_place(
    tmp_path: Path, secrecy: str
) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, secrecy)
        (everybodys,) = group.messages
        assert labels(everybodys.message) == [MINE]
        assert await press(meeting, 2, MINE, group) == "Your ballot. Only you see it."
        assert labels(seen(meeting, group, 2)) == ["1a · Yes", "1b · No", "1c · Abstain"]
        toast = await press(meeting, 2, "1b · No", group, alone=True)
        await meeting.time.sleep(2)
        assert toast.startswith("Recorded. Your receipt code: " if secrecy == "secret" else "Recorded: 1b · No")
        assert "Recorded" in text(seen(meeting, group, 2))
        assert nobody_else_sees(meeting, group, [2])
        assert everybodys.message.text.count("1b · No") == 1  # as an option, never as somebody's choice
        assert (await meeting.vote()).cast.heads == 1

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


@pytest.mark.parametrize(
    ("lines", "presses"),
    [
        (("max: 2", "- Ann", "- Ben", "- Cem"), ["1a · Ann", "1c · Cem"]),
        (("method: schulze", "- Ann", "- Ben"), ["1b · Ben", "1a · Ann"]),
    ],
)
def test_ballot_that_is_filled_in_is_filled_in_there(
    tmp_path: Path, lines: tuple[str, ...], presses: list[str]
) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, *lines)
        await press(meeting, 3, MINE, group)
        for label in presses:
            await press(meeting, 3, label, group, alone=True)
        cast = next(label for label in labels(seen(meeting, group, 3)) if label.startswith("Cast"))
        await press(meeting, 3, cast, group, alone=True)
        await meeting.time.sleep(2)
        assert "Recorded" in text(seen(meeting, group, 3))
        assert (await meeting.vote()).cast.heads == 1

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_private_ballot_and_the_one_in_the_group_show_the_same_and_both_count(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await press(meeting, 2, MINE, group)
        await meeting.press(2, "1a · Yes")
        await meeting.time.sleep(2)
        assert "Recorded: 1a · Yes" in text(seen(meeting, group, 2))
        assert await press(meeting, 2, "1b · No", group, alone=True) == "Recorded: 1b · No"
        await meeting.time.sleep(2)
        assert "Recorded: 1b · No" in plain(meeting.member(2).messages[-1].message.text)
        assert (await meeting.vote()).cast.heads == 1

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_press_on_a_rendering_that_was_replaced_changes_nothing(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await press(meeting, 2, MINE, group)
        person, first = meeting.member(2), seen(meeting, group, 2)
        old = first.rows[0][0].data
        await press(meeting, 2, "1b · No", group, alone=True)
        await meeting.time.sleep(3)
        person.forge(old, group.apart(person).messages[0].ref, group.apart(person))
        await meeting.time.sleep(3)
        assert "Recorded: 1b · No" in text(seen(meeting, group, 2))
        assert person.toasts[-1].text.startswith("That was an older ballot") or person.toasts[-1].alert

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_ballot_that_opens_while_a_press_is_drawn_elsewhere_is_no_old_one(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await meeting.time.sleep(5)
        person = meeting.member(2)
        (private,) = [shown for shown in person.messages if shown.button("1a · Yes")]

        def watch(shown: Shown) -> None:
            if shown is private:  # its redraw is there, and not confirmed yet
                meeting.net.watch = nobody
                person.press(MINE, chat=group)

        meeting.net.watch = watch
        person.press("1a · Yes")
        await meeting.time.sleep(5)
        assert await press(meeting, 2, "1b · No", group, alone=True) == "Recorded: 1b · No"

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_second_press_shows_it_anew_and_takes_the_first_one_away(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await press(meeting, 2, MINE, group)
        before = group.apart(meeting.member(2)).messages[0].ref
        await press(meeting, 2, MINE, group)
        await meeting.time.sleep(3)
        (shown,) = group.apart(meeting.member(2)).messages
        assert shown.ref != before

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_close_edits_what_everybody_sees_alone(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        for number in (2, 3):
            await press(meeting, number, MINE, group)
        await press(meeting, 2, "1b · No", group, alone=True)
        await meeting.chair("/close 1")
        await meeting.time.sleep(10)
        assert ["You voted: 1b · No" in text(seen(meeting, group, 2)), labels(seen(meeting, group, 2))] == [True, []]
        assert "No vote of yours was recorded." in text(seen(meeting, group, 3))

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


@pytest.mark.parametrize("trouble", [Unreachable(), RetryLater(60)])
def test_whoever_cannot_be_shown_it_gets_it_in_private_and_hears_so(tmp_path: Path, trouble: Exception) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await meeting.time.sleep(5)
        person = meeting.member(2)
        private = [shown.ref for shown in person.messages]

        async def refuse(*_: object) -> None:
            raise trouble

        meeting.net.whisper = refuse
        person.press(MINE, chat=group)
        await meeting.time.sleep(20)
        assert person.toasts[-1].text == "Your ballot is on its way into our private chat."
        assert labels(person.messages[-1].message)[0] == "1a · Yes"
        assert person.messages[-1].ref not in private

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_network_without_such_messages_leads_into_the_private_chat(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "secret")
        assert labels(group.messages[0].message) == ["Open my ballot"]
        assert await press(meeting, 2, "Open my ballot", group) == "Your ballot is on its way into our private chat."

    played(tmp_path, play, settings=BOTH)


def test_whoever_has_no_ballot_reads_why_and_sees_nothing(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "except: 3", "named")
        toast = await press(meeting, 3, MINE, group)
        assert "1" in toast
        assert nobody_else_sees(meeting, group, [])

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_delivery_report_counts_who_has_the_ballot_in_the_group(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        for number in range(1, 6):
            meeting.member(number).reachable = False
        group = await voting(meeting, "named")
        meeting.member(2).reachable = True
        await press(meeting, 2, MINE, group)
        await meeting.time.sleep(3)
        assert (await meeting.vote()).reached == 1

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def test_ballot_in_the_group_is_cast_and_closed_after_a_restart(tmp_path: Path) -> None:
    time = Skewed()

    async def play() -> None:
        net = network_of(time, 5, WHISPERS)
        await staged(tmp_path, time, 5, BOTH)
        async with running(tmp_path, time, net) as meeting:
            group = await voting(meeting, "named")
            await press(meeting, 2, MINE, group)
        async with running(tmp_path, time, net) as meeting:
            await press(meeting, 2, "1b · No", group, alone=True)
            await meeting.time.sleep(2)
            assert "Recorded: 1b · No" in text(seen(meeting, group, 2))
            await meeting.chair("/close 1")
            await meeting.time.sleep(10)
            assert "You voted: 1b · No" in text(seen(meeting, group, 2))

    time.run(play())


def test_text_that_is_too_long_to_be_edited_there_is_shortened_and_says_where_all_of_it_is(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, f"text: {'because ' * 300}")
        await press(meeting, 2, MINE, group)
        await press(meeting, 2, "1b · No", group, alone=True)
        await meeting.time.sleep(2)
        shown = text(seen(meeting, group, 2))
        assert (len(shown) <= 1000, "/text 1" in shown, "Recorded" in shown) == (True, True, True)

    played(tmp_path, play, settings=BOTH, limits=WHISPERS)


def private_ballots(meeting: Meeting) -> list[int]:
    """Who got the ballot in the private chat."""
    mine = {number: meeting.member(number).messages for number in range(1, 6)}
    return [number for number, shown in mine.items() if any(labels(each.message)[:1] == ["1a · Yes"] for each in shown)]


def test_setting_group_sends_private_ballots_to_those_alone_who_are_not_in_the_group(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await crowd_of(meeting)
        group.left |= {"memory:4"}
        await meeting.time.sleep(5)
        await meeting.chair("/vote Lunch\nnamed")
        await meeting.chair("/open 1")
        await meeting.time.sleep(5)
        assert private_ballots(meeting) == [4]
        assert await press(meeting, 2, MINE, group) == "Your ballot. Only you see it."

    played(tmp_path, play, settings=IN_GROUP, limits=WHISPERS)


def test_setting_group_sends_everybody_a_private_ballot_while_nothing_is_known_of_a_group(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch\nnamed")
        await meeting.chair("/open 1")
        await meeting.time.sleep(5)
        assert private_ballots(meeting) == [1, 2, 3, 4, 5]

    played(tmp_path, play, settings=IN_GROUP, limits=WHISPERS)


def test_62_vote_goes_on_in_private_chats_when_the_group_is_lost(tmp_path: Path) -> None:
    """Fault 62 of trust.md 3.2: who has voted keeps that, all others get a ballot of their own."""

    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await press(meeting, 2, MINE, group)
        await press(meeting, 2, "1b · No", group, alone=True)
        assert private_ballots(meeting) == []
        group.remove()
        await meeting.time.sleep(10)
        assert private_ballots(meeting) == [1, 3, 4, 5]
        assert any("I was removed from the members' group." in told for told in meeting.told)
        await meeting.press(3, "1a · Yes")
        assert (await meeting.vote()).cast.heads == 2

    played(tmp_path, play, settings=IN_GROUP, limits=WHISPERS)


@pytest.mark.parametrize("ballots", [Ballots.PRIVATE, Ballots.BOTH])
def test_62_nothing_is_sent_twice_where_everybody_has_a_private_ballot(tmp_path: Path, ballots: Ballots) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting, "named")
        await meeting.time.sleep(5)
        before = [len(meeting.member(number).messages) for number in range(2, 6)]
        group.remove()
        await meeting.time.sleep(10)
        assert [len(meeting.member(number).messages) for number in range(2, 6)] == before

    played(tmp_path, play, settings=replace(BOTH, ballots=ballots), limits=WHISPERS)


def test_setting_private_puts_no_ballot_into_the_group(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        group = await voting(meeting)
        await meeting.time.sleep(5)
        assert (group.messages, private_ballots(meeting)) == ([], [1, 2, 3, 4, 5])

    played(tmp_path, play, settings=EventSettings(AGM, "Assembly", ballots=Ballots.PRIVATE), limits=WHISPERS)
