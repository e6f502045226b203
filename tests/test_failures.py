"""What cannot be sent or edited is told to the chair, once in a while, whatever kind of message it was."""

import asyncio
from pathlib import Path

import pytest

from adapters.contract import Gone, Refused, RetryLater
from bot.wording.speech import LANGUAGES
from core import voting
from core.journal import CLI
from core.model import Purpose
from core.store import events
from tests.chaos import BAD
from tests.meeting import Meeting, played
from tests.people import AGM
from tests.served import PATIENCE, served

TOLD = "could not be sent although"


def alarms(meeting: Meeting) -> int:
    return sum(TOLD in text for text in meeting.told)


async def opened(meeting: Meeting) -> None:
    await meeting.chair("/vote Lunch")
    await meeting.chair("/open 1")
    await meeting.time.sleep(70)


def test_ballot_redraw_that_is_refused_is_told_once_a_minute(tmp_path: Path) -> None:
    counts: list[int] = []

    async def play(meeting: Meeting) -> None:
        await opened(meeting)
        for number in (2, 3):
            meeting.net.faults += [Refused("no"), Refused("no")]  # the toast, and then the ballot
            await meeting.press(number, "1a · Yes")
        counts.append(alarms(meeting))
        await meeting.time.sleep(70)
        meeting.net.faults += [Refused("no"), Gone("deleted by its owner")]
        await meeting.press(4, "1a · Yes")
        await meeting.time.sleep(70)
        counts.append(alarms(meeting))
        assert (await meeting.vote()).cast.heads == 3

    played(tmp_path, play)
    assert counts == [1, 2]


def test_menu_that_could_not_be_shown_is_shown_later(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.time.sleep(20)
        group = meeting.net.group("memory:g2")
        meeting.net.faults.append(RetryLater(1))
        await meeting.store.write(lambda tx: events.put_channel(tx, "memory:g2", AGM, Purpose.DESK))
        await meeting.time.sleep(11)
        assert (len(meeting.net.faults), group.menus) == (0, {})
        await meeting.time.sleep(10)
        assert sorted(group.menus) == list(LANGUAGES)

    played(tmp_path, play)


def test_menu_that_is_refused_in_one_language_is_there_in_the_others(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.time.sleep(20)
        group = meeting.net.group("memory:g2")
        meeting.net.faults.append(Refused("no such language"))
        await meeting.store.write(lambda tx: events.put_channel(tx, "memory:g2", AGM, Purpose.DESK))
        await meeting.time.sleep(11)
        assert (len(meeting.net.faults), sorted(group.menus)) == (0, list(LANGUAGES[1:]))

    played(tmp_path, play)


@pytest.mark.anyio
async def test_live_edit_that_is_refused_is_told_once_until_it_succeeds(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        await hall.bound()
        await hall.channel.sees("Present 4", PATIENCE)
        hall.chaos.plan("editMessageText", BAD["400 json"], times=100, holding=b'"chat_id":-100,')
        hall.member(2).write("/checkout")
        await hall.channel.sees(TOLD, PATIENCE)
        refused = 100 - hall.chaos.times
        hall.member(3).write("/checkout")
        async with asyncio.timeout(PATIENCE):
            while hall.chaos.times > 100 - refused - 1:
                await asyncio.sleep(0.05)
        hall.chaos.times = 0
        hall.member(4).write("/checkout")
        await hall.channel.sees("Present 1", PATIENCE)
        assert sum(TOLD in message.text for message in hall.channel.messages) == 1


@pytest.mark.anyio
async def test_what_a_channel_could_not_be_sent_has_no_buttons_in_the_chairs_private_chat(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        await hall.bound()
        hall.chaos.plan("sendMessage", BAD["403 json"], times=100, holding=b'"chat_id":-100,')
        vote = await hall.opened("Lunch")
        await hall.store.write(lambda tx: voting.close(tx, vote, CLI, "Ann"))
        told = await hall.shows(hall.member(1), "Lunch")
        closed = await hall.shows(hall.member(1), "closed")
        assert (told.chat, closed.labels) == (closed.chat, [])
