"""Result pictures on their way: with the text, once for each network, and never in its way."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from adapters.contract import File, Message, plain
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.chat.call import House
from bot.papers.pictures import Undrawn, draw, result_picture
from bot.papers.typesetting import NotSet
from bot.running.clock import SystemTime
from bot.running.rendering import render
from bot.views.result.chart import chart
from core import counting
from core.journal import CLI
from core.outgoing import DeliveryKind
from tests.meeting import Meeting, played
from tests.people import Hall, done
from tests.results import BOARD, EN, counted, meeting

PICTURE = result_picture(EN, chart(EN, counted(BOARD, {"a": 2, "b": 1}), meeting()))
RESULT = Message("Result", file=File("result-7-en.png", PICTURE))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    async with BotApi() as api:
        yield api


async def sent(api: BotApi, message: Message) -> list[tuple[str, bool]]:
    """The calls for this message to two people in turn, and whether each carried the file."""
    network = Telegram(DEFAULT_TOKEN, SystemTime(), api_url=api.url)
    uploads: list[bool] = []
    for number in (41, 42):
        api.person(number).start()
    await network.start()
    exchange = network._wire.exchange

    async def counted(*args: object, **more: object) -> object:
        uploads.append(isinstance(args[1], aiohttp.FormData))
        return await exchange(*args, **more)

    network._wire.exchange = counted
    try:
        for number in (41, 42):
            await network.send(f"telegram:{number}", message)
    finally:
        await network.stop()
    methods = [entry.method for entry in api.world.log if entry.method.startswith("send")]
    return list(zip(methods, uploads, strict=True))


@pytest.mark.anyio
async def test_picture_is_shown_as_a_photo_and_uploaded_once(api: BotApi) -> None:
    assert await sent(api, RESULT) == [("sendPhoto", True), ("sendPhoto", False)]
    assert [api.person(number).messages[-1].document for number in (41, 42)] == [PICTURE, PICTURE]


@pytest.mark.anyio
async def test_other_files_stay_documents(api: BotApi) -> None:
    minutes = Message("Minutes", file=File("minutes.pdf", b"%PDF-1.7"))
    assert await sent(api, minutes) == [("sendDocument", True), ("sendDocument", False)]


def of_results(meeting: Meeting, number: int) -> list[tuple[str, str]]:
    """The results that a member got: their beginning, and the name of the picture."""
    shown = [shown.message for shown in meeting.member(number).messages]
    told = [message for message in shown if plain(message.text).startswith("Result ·")]
    return [(plain(message.text)[:15], message.file.name if message.file else "") for message in told]


async def _published(meeting: Meeting) -> None:
    meeting.member(3).write("/plain on")
    for text in ("/vote Budget", "/open 1", "/close 1", "/publish 1"):
        await meeting.chair(text)
        if text == "/open 1":
            for number in (2, 3):
                await meeting.press(number, "1a · Yes")
        await meeting.time.sleep(30)


def test_published_result_has_its_picture_and_plain_members_get_text_alone(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await _published(meeting)
        assert of_results(meeting, 2) == [("Result · Vote 1", "result-1-en.png")]
        assert of_results(meeting, 3) == [("Result · Vote 1", "")]

    played(tmp_path, play)


def test_picture_that_cannot_be_drawn_keeps_no_text_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bytes:
        raise NotSet("no fonts")

    monkeypatch.setattr("bot.papers.pictures._made", broken)
    monkeypatch.setattr("bot.papers.pictures._kept", OrderedDict())

    async def play(meeting: Meeting) -> None:
        await _published(meeting)
        assert of_results(meeting, 2) == [("Result · Vote 1", "")]

    played(tmp_path, play)


@pytest.mark.anyio
async def test_picture_is_drawn_aside_before_its_message_is_worded(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.papers.pictures._kept", OrderedDict())
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b")
    counted = await hall.count(await hall.close(vote))
    done(await hall.run(counting.publish, await hall.event(), [counted], CLI))
    waiting = [one for one in await hall.waiting() if one.kind is DeliveryKind.PICTURE]
    async with hall.store.read() as tx:
        with pytest.raises(Undrawn) as missing:
            await render(House("Club"), tx, waiting)
        await draw(hall.store, missing.value)
        told = await render(House("Club"), tx, waiting)
    files = [one.message.file for one in told if one.message]
    assert [file.content[:4] for file in files if file] == [b"\x89PNG"] * len(waiting) != []
