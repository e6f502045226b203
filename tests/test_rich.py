"""Results with their figures in a table and their stages folded away, where the server takes rich messages."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.contract import Button, Gone, Message, Ref, Refused
from adapters.layout import Folded, Part, Table
from adapters.telegram import Telegram
from adapters.telegram.rich import inline, written
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.bench.botapi import Message as Seen
from tests.chaos import BAD, before
from tests.network_rigs import RealTimer

pytestmark = pytest.mark.anyio
ANN = "telegram:42"
TABLE = Table(("Option", "Votes"), (("7a · Yes", "<b>412</b>"), ("7b · No", "186")))
PARTS: tuple[Part, ...] = ("<b>Result</b> · Vote 7", TABLE, Folded("All 2 stages", ("Stage 1", TABLE)))
RESULT = Message("Result · Vote 7\nYes 412", ((Button("Publish", "v7"),),), parts=PARTS)
SHOWN = "Result · Vote 7\nOption | Votes\n7a · Yes | 412\n7b · No | 186\nAll 2 stages\nStage 1\n" + (
    "Option | Votes\n7a · Yes | 412\n7b · No | 186"
)


@asynccontextmanager
async def served(version: tuple[int, int] = (10, 3), url: str = "") -> AsyncIterator[tuple[BotApi, Telegram]]:
    async with BotApi(version=version, limits=None) as api:
        api.person(42, "Ann").start()
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=url or api.url)
        await network.start()
        try:
            yield api, network
        finally:
            await network.stop()


def last(api: BotApi) -> Seen:
    return api.person(42).messages[-1]


def methods(api: BotApi) -> list[str]:
    return [entry.method for entry in api.world.log]


@pytest.mark.parametrize("version", [(10, 0), (9, 4)])
async def test_older_server_shows_the_text_and_is_asked_once(version: tuple[int, int]) -> None:
    async with served(version) as (api, network):
        ref = await network.send(ANN, RESULT)
        assert (last(api).text, last(api).labels, last(api).rich) == (RESULT.text, ["Publish"], {})
        await network.edit(ref, Message("Over", parts=PARTS))
        assert (last(api).text, last(api).rich) == ("Over", {})
        assert methods(api) == ["sendMessage", "editMessageText"]


async def test_older_server_that_is_asked_by_an_edit_first_shows_the_text() -> None:
    async with served((10, 0)) as (api, network):
        ref = await network.send(ANN, Message("Counted"))
        await network.edit(ref, RESULT)
        assert (last(api).text, last(api).rich) == (RESULT.text, {})


@pytest.mark.parametrize("name", [name for name in BAD if name.startswith(("400", "404", "413"))])
async def test_refusal_that_says_nothing_loses_no_result(name: str) -> None:
    async with served() as (api, _), before(api.url) as chaos:
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=chaos.url)
        await network.start()
        chaos.plan("sendRichMessage", BAD[name])
        await network.send(ANN, RESULT)
        await network.stop()
        assert (chaos.times, last(api).text) == (0, RESULT.text)


async def test_what_is_refused_as_a_text_too_takes_no_tables_away() -> None:
    async with served() as (api, network):
        with pytest.raises(Refused):
            await network.send(ANN, Message("<x>", ((Button("No data"),),), parts=("x", Table((), ()))))
        with pytest.raises(Gone):
            await network.edit(Ref(ANN, "99999"), RESULT)
        await network.send(ANN, RESULT)
        assert last(api).text == SHOWN


async def test_table_and_folded_stages_are_sent_with_their_buttons() -> None:
    async with served() as (api, network):
        await network.send(ANN, RESULT)
        assert (last(api).text, last(api).labels) == (SHOWN, ["Publish"])
        kinds = [block["type"] for block in last(api).rich["blocks"]]  # type: ignore[union-attr, index, call-overload]
        assert kinds == ["paragraph", "table", "details"]


async def test_edit_changes_the_table_and_may_leave_it() -> None:
    async with served() as (api, network):
        ref = await network.send(ANN, Message("Counted"))
        await network.edit(ref, RESULT)
        assert last(api).text == SHOWN
        await network.edit(ref, RESULT)
        await network.edit(ref, Message("Void"))
        assert (last(api).text, last(api).rich, last(api).labels) == ("Void", {}, [])


async def test_more_than_a_rich_message_holds_is_sent_as_a_text() -> None:
    async with served() as (api, network):
        long = Table(("Option", "Votes"), tuple(("x" * 100, "1") for _ in range(400)))
        await network.send(ANN, Message("Short", parts=(long,)))
        await network.send(ANN, RESULT)
        assert [message.text for message in api.person(42).messages[-2:]] == ["Short", SHOWN]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("a &lt; b", "a < b"),
        ("<b>Carried</b>", {"type": "bold", "text": "Carried"}),
        (
            "so <i>read <b>it</b></i>!",
            ["so ", {"type": "italic", "text": ["read ", {"type": "bold", "text": "it"}]}, "!"],
        ),
        ('<a href="https://example.org">here</a>', {"type": "url", "text": "here", "url": "https://example.org"}),
        ("<b>never closed", {"type": "bold", "text": "never closed"}),
        ("never opened</b>", "never opened"),
        ('at <time unix="1">14:02</time>', ["at ", "14:02"]),
    ],
)
def test_markup_becomes_rich_text(markup: str, text: object) -> None:
    assert inline(markup) == text


def test_lines_become_paragraphs() -> None:
    assert list(written(("One\n\n<b>Two</b>",))) == [
        {"type": "paragraph", "text": "One"},
        {"type": "paragraph", "text": {"type": "bold", "text": "Two"}},
    ]
