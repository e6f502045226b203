"""A chair channel in a topic of a forum, through the real service."""

from pathlib import Path

import pytest

from bot.bench.botapi.chats import GENERAL
from core.model import Purpose
from core.store import events
from tests.served import AGM, PATIENCE, Served, served

pytestmark = pytest.mark.anyio


async def bind_here(hall: Served, topic: int) -> None:
    """`/bind` in the topic, and the button that it asks for."""
    code = await hall.bind_code(Purpose.CHAIR)
    hall.member(1).write(f"/bind {code}", hall.channel, topic=topic)
    asked = await hall.channel.sees("read", PATIENCE)
    assert asked.topic == topic
    assert await hall.member(1).press("Yes, bind", asked, hall.channel, seconds=PATIENCE)


async def test_channel_bound_in_a_topic_is_served_there_and_lost_with_its_group(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        topic = hall.channel.topic("Chairs")
        await bind_here(hall, topic)
        async with hall.store.read() as tx:
            assert [one.chat for one in await events.channels(tx, AGM)] == [f"telegram:-100/{topic}"]
        hall.member(1).write("/vote Lunch", hall.channel, topic=topic)
        preview = await hall.channel.sees("Lunch", PATIENCE)
        assert await hall.member(1).press("Open vote 1", preview, hall.channel, seconds=PATIENCE)
        await hall.shows(hall.member(3), "1a")
        assert {one.topic for one in hall.channel.messages if one.from_bot} == {topic}
        hall.channel.set(hall.api.bot, "kicked", by=hall.member(2))
        await hall.shows(hall.member(1), "chair channel")
        async with hall.store.read() as tx:
            assert await events.channels(tx, AGM) == []


async def test_answer_in_general_goes_to_general(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        await hall.bound()
        hall.channel.topic("Elsewhere")
        hall.member(1).write("/votes", hall.channel)
        assert (await hall.channel.sees("vote", PATIENCE)).topic == GENERAL


@pytest.mark.parametrize("state", ["closed", "deleted"])
async def test_answer_that_a_closed_topic_does_not_take_is_given_in_private(tmp_path: Path, state: str) -> None:
    async with served(tmp_path) as hall:
        topic = hall.channel.topic("Chairs")
        await bind_here(hall, topic)
        hall.channel.set_topic(topic, state)
        hall.member(1).write("/votes", hall.channel, topic=topic)
        told = await hall.shows(hall.member(1), "could not answer")
        assert "/votes" in told.text


async def test_answer_that_a_closed_general_does_not_take_is_given_in_private(tmp_path: Path) -> None:
    async with served(tmp_path) as hall:
        await hall.bound()
        hall.channel.topic("Elsewhere")
        hall.channel.set_topic(GENERAL, "closed")
        hall.member(1).write("/votes", hall.channel)
        assert "/votes" in (await hall.shows(hall.member(1), "could not answer")).text
