"""Times that run and buttons that do nothing: shown where the server takes them, and no message is lost where not."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from adapters.contract import Button, Message, Refused, plain
from adapters.memory import LIMITS
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.bench.botapi import Message as Seen
from bot.wording.speech import Speech
from tests.chaos import BAD, before
from tests.meeting import Meeting, played
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio
ANN = "telegram:42"
OPEN = Message('Closes at 14:32 · <time unix="1793491200">14:32</time>', ((Button("7a · Yes", "v7a"),),))
OVER = Message("Closed.", ((Button("7a · Yes"),), (Button("Results", url="https://example.org"),)))


@asynccontextmanager
async def served(version: tuple[int, int], url: str = "") -> AsyncIterator[tuple[BotApi, Telegram]]:
    async with BotApi(version=version, limits=None) as api:
        api.person(42, "Ann").start()
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=url or api.url)
        await network.start()
        yield api, network
        await network.stop()


def last(api: BotApi) -> Seen:
    return api.person(42).messages[-1]


def able(network: Telegram) -> tuple[bool, bool]:
    return network.limits.clocks, network.limits.spent


async def test_server_that_knows_both_shows_both() -> None:
    async with served((10, 3)) as (api, network):
        ref = await network.send(ANN, OPEN)
        entity = {"type": "date_time", "offset": 18, "length": 5, "unix_time": 1793491200, "date_time_format": "r"}
        assert (last(api).text, last(api).entities) == ("Closes at 14:32 · 14:32", [entity])
        await network.edit(ref, OVER)
        assert [button.disabled for button in last(api).buttons] == [True, False]


@pytest.mark.parametrize(("version", "entities"), [((9, 4), []), ((10, 3), ["date_time"])])
async def test_text_that_escapes_what_is_joined_to_it_shows_no_tag(
    version: tuple[int, int], entities: list[str]
) -> None:
    async with served(version) as (api, network):
        at = datetime(2026, 11, 1, 14, 32, tzinfo=UTC)
        speech = Speech("en", zone=ZoneInfo("UTC"))
        await network.send(ANN, Message(speech.together(["Closes", speech.running(at)])))
        assert last(api).text == "Closes and 14:32:00"
        assert [entity["type"] for entity in last(api).entities] == entities


async def test_server_that_is_older_gets_the_message_without_and_is_asked_once() -> None:
    async with served((9, 4)) as (api, network):
        ref = await network.send(ANN, OPEN)
        assert (last(api).text, last(api).entities, able(network)) == ("Closes at 14:32 · 14:32", [], (False, True))
        await network.edit(ref, OVER)
        assert (last(api).labels, able(network)) == (["Results"], (False, False))
        sent = len(api.world.log)
        await network.send(ANN, OPEN)
        assert (len(api.world.log), last(api).html) == (sent + 1, "Closes at 14:32 · 14:32")


async def test_message_that_is_refused_for_another_reason_takes_nothing_away() -> None:
    async with served((10, 3)) as (_, network):
        with pytest.raises(Refused):
            await network.send(ANN, replace(OPEN, text=f"{OPEN.text}<x>"))
        with pytest.raises(Refused):
            await network.send(ANN, Message("x" * 5000))
        assert able(network) == (True, True)


@pytest.mark.parametrize("name", [name for name in BAD if name.startswith(("400", "413"))])
async def test_refusal_that_says_nothing_loses_no_ballot(name: str) -> None:
    async with served((10, 3)) as (api, _), before(api.url) as chaos:
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=chaos.url)
        await network.start()
        chaos.plan("sendMessage", BAD[name])
        await network.send(ANN, OPEN)
        await network.stop()
        assert (chaos.times, last(api).text) == (0, "Closes at 14:32 · 14:32")


def test_ballot_has_a_countdown_that_runs_and_keeps_its_options_when_it_is_over(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch\ntime: 90s")
        await meeting.chair("/open 1")
        await meeting.time.sleep(10)
        vote = await meeting.vote()
        assert vote.closes_at
        shown = meeting.member(2).messages[-1]
        clock = f'<time unix="{int(vote.closes_at.timestamp())}">{vote.closes_at:%H:%M:%S}</time>'
        assert f"Closes at {vote.closes_at:%H:%M:%S} · {clock}" in shown.message.text
        edits = shown.edits
        await meeting.time.sleep(40)
        assert shown.edits == edits
        await meeting.chair("/close 1")
        await meeting.time.sleep(20)
        buttons = [button for row in shown.message.rows for button in row]
        assert buttons == [Button("1a · Yes"), Button("1b · No"), Button("1c · Abstain")]

    played(tmp_path, play, limits=replace(LIMITS, clocks=True, spent=True))


def test_ballot_on_a_network_without_them_is_as_it_was(tmp_path: Path) -> None:
    async def play(meeting: Meeting) -> None:
        await meeting.chair("/vote Lunch\ntime: 90s")
        await meeting.chair("/open 1")
        await meeting.time.sleep(10)
        shown = meeting.member(2).messages[-1]
        assert ("<time" in shown.message.text, "Closes at" in plain(shown.message.text)) == (False, True)
        await meeting.chair("/close 1")
        await meeting.time.sleep(20)
        assert shown.message.rows == ()

    played(tmp_path, play)
