"""The harness around the Bot API server: races between bots, figures, and the phone."""

import asyncio
import json
import sys

import pytest

from bot.bench import figures
from bot.bench.botapi import DEFAULT_TOKEN, BotApi
from bot.bench.botapi.crowd import Load
from bot.bench.botapi.everybody import Everybody
from bot.bench.botapi.remote import caller, connect
from bot.bench.botapi.wire import as_list, as_object
from bot.bench.figures import Figure, UnknownFigure, as_json, as_text, below, beside
from bot.bench.phone import Phone
from bot.bench.press import AIOGRAM_WEBHOOK, BARE, PTB, Arena, Stock, Unfinished, race

pytestmark = pytest.mark.anyio


class Broken:
    """A bot that dies."""

    name = "broken"

    async def prepare(self, arena: Arena) -> list[Load]:
        return [Load(1, "v")] * arena.presses

    def command(self, arena: Arena) -> list[str]:
        return [sys.executable, "-c", f"raise SystemExit('no such table in {arena.token}')"]


async def test_bot_that_dies_is_named_with_its_last_words() -> None:
    with pytest.raises(Unfinished, match="broken answered 0 of 5\nno such table in 1:BENCH"):
        await race([Broken()], presses=5, rounds=1)


async def test_round_counts_every_press_of_every_contender() -> None:
    speeds = await race([BARE, Stock("half", "bare", 0.5)], presses=40, members=3, rounds=2)
    assert {name: len(speed.rounds) for name, speed in speeds.items()} == {"bare aiohttp": 2, "half": 2}
    assert all(speed.per_second > 0 and speed.p99 >= speed.p50 > 0 for speed in speeds.values())


@pytest.mark.parametrize("contender", [PTB, AIOGRAM_WEBHOOK], ids=["ptb", "aiogram webhook"])
async def test_stock_bot_answers_presses_that_arrive_evenly(contender: Stock) -> None:
    speeds = await race([contender], presses=20, members=3, rounds=1, rate=100)
    assert list(speeds) == [contender.name]


async def collect(*names: str, members: int = 0) -> list[Figure]:
    return [figure async for figure in figures.run(names, members)]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "FIGURES", {})
    monkeypatch.setattr(figures, "SIZED", {})

    @figures.register("speed")
    async def _speed() -> Figure:
        return beside("speed", 12345.6, "presses/s", {"stock": 20, "bare": 15000, "none": 0}, {"stock": 4, "bare": 0.6})

    @figures.register("memory")
    async def _memory() -> Figure:
        return below("memory", 251, "MB", 250)

    @figures.register_sized("crowd", 3)
    async def _crowd(members: int) -> Figure:
        return below("crowd", members, "ms", 5)


@pytest.mark.usefixtures("register")
async def test_unknown_figure_is_refused_before_any_runs() -> None:
    with pytest.raises(UnknownFigure) as refused:
        await collect("speed", "sped")
    assert (refused.value.names, refused.value.known) == (("sped",), ("speed", "memory", "crowd"))


@pytest.mark.usefixtures("register")
async def test_figure_without_a_choice_of_members_is_refused_where_one_is_made() -> None:
    with pytest.raises(UnknownFigure) as refused:
        await collect("crowd", "memory", members=9)
    assert (refused.value.names, refused.value.known) == (("memory",), ("crowd",))


@pytest.mark.usefixtures("register")
async def test_figure_of_a_size_is_measured_with_what_is_promised_or_with_what_was_chosen() -> None:
    found = [*await collect("crowd"), *await collect(members=9)]
    assert [(figure.name, figure.value, figure.holds) for figure in found] == [("crowd", 3, True), ("crowd", 9, False)]


@pytest.mark.usefixtures("register")
async def test_figures_are_printed_as_promised() -> None:
    assert json.loads(as_json(await collect("speed", "memory"))) == {
        "figures": [
            {
                "name": "speed",
                "value": 12345.6,
                "unit": "presses/s",
                "baselines": {"stock": 20, "bare": 15000, "none": 0},
                "ratios": {"stock": 617.28, "bare": 12345.6 / 15000},
                "target": "at least 4 x stock, at least 0.6 x bare",
                "holds": True,
            },
            {
                "name": "memory",
                "value": 251,
                "unit": "MB",
                "baselines": {},
                "ratios": {},
                "target": "below 250 MB",
                "holds": False,
            },
        ]
    }


@pytest.mark.usefixtures("register")
async def test_one_figure_is_picked_by_name() -> None:
    assert [figure.name for figure in await collect("memory")] == ["memory"]


@pytest.mark.usefixtures("register")
async def test_text_says_whether_each_promise_holds() -> None:
    lines = "\n".join([as_text(figure) for figure in await collect("speed", "memory")]).splitlines()
    assert [" ".join(line.split()) for line in lines] == [
        "speed 12,346 presses/s holds at least 4 x stock, at least 0.6 x bare",
        "beside stock 20 presses/s x 617.28",
        "beside bare 15,000 presses/s x 0.82",
        "beside none 0 presses/s",
        "memory 251 MB MISSED below 250 MB",
    ]


async def test_phone_writes_shows_and_presses(capsys: pytest.CaptureFixture[str]) -> None:
    async with BotApi() as api, caller(api.url, DEFAULT_TOKEN) as call, connect(api.url) as remote:
        ann = api.person(42, "Ann")
        phone = Phone(remote, 42, 0, "", anonymous=False)
        await phone.obey("/start CODE")
        rows = [[{"text": "7a · Yes", "callback_data": "v"}], [{"text": "Web", "url": "https://example.org"}]]
        await call("sendMessage", chat_id=42, text="ballot", reply_markup={"inline_keyboard": rows})
        await phone.look()
        pressing = asyncio.create_task(phone.obey("1"))
        updates = as_list((await call("getUpdates", offset=api.bot.inbox.next_id, timeout=5))["result"])
        query = as_object(as_object(updates[0])["callback_query"])
        await call("answerCallbackQuery", callback_query_id=query["id"], text="recorded", show_alert=True)
        await pressing
        await phone.obey(">2 7a\\nplease")
        await phone.obey("!block")
        assert [message.text for message in ann.messages] == ["/start CODE", "ballot", "7a\nplease"]
        assert ann.chat().status == {1: "kicked"}
    assert capsys.readouterr().out.splitlines() == [
        "    1 Ann: /start CODE",
        "    2 Bot 1: ballot",
        "    1 [7a · Yes]",
        "      [Web] https://example.org",
        "   [! recorded !]",
    ]


async def test_everybody_opens_the_own_ballot_in_the_group_and_votes() -> None:
    async with BotApi(limits=None) as api, caller(api.url, DEFAULT_TOKEN) as call:
        group = api.group(-1001)
        for number in (1, 2):
            group.set(api.person(number), "member")
        opens = {"inline_keyboard": [[{"text": "My ballot", "callback_data": "mine"}]]}
        yes = {"inline_keyboard": [[{"text": "Yes", "callback_data": "yes"}]]}
        voting = asyncio.create_task(Everybody(api.crowd, api.bot, 2, group.chat).vote(0, 10))
        offset = 0
        while not voting.done():
            updates = [as_object(each) for each in as_list((await call("getUpdates", offset=offset))["result"])]
            if not offset:
                await call("sendMessage", chat_id=-1001, text="Vote", reply_markup=opens)
            for update in updates:
                query, offset = as_object(update["callback_query"]), int(str(update["update_id"])) + 1
                who, pressed = as_object(query["from"])["id"], as_object(query["message"])
                to = {"receiver_user_id": who, "callback_query_id": query["id"]}
                if query["data"] == "mine":
                    await call(
                        "sendMessage", chat_id=-1001, text="Yours", reply_markup=yes, ephemeral_message_parameters=to
                    )
                else:
                    there = {"receiver_user_id": who, "ephemeral_message_id": pressed["ephemeral_message_id"]}
                    await call("editEphemeralMessageText", chat_id=-1001, text="Recorded", **there)
                await call("answerCallbackQuery", callback_query_id=query["id"])
            offset = offset or 1
            await asyncio.sleep(0.02)
        turnout = await voting
        assert (turnout.in_private, turnout.voted > 0) == (0, True)
        assert [message.text for message in group.chat.ephemeral.values()] == ["Recorded", "Recorded"]
