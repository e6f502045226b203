"""Messages of a group that one person alone sees: what every network keeps, what a server of Telegram can do to us."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from adapters.contract import Button, Gone, Message, Press, Ref, Refused, RetryLater
from adapters.outbox import Job, Lane, Outbox
from adapters.telegram import Telegram
from bot.bench.botapi import DEFAULT_TOKEN, BotApi, Limits, Rate
from tests.chaos import BAD, before
from tests.network_rigs import RIGS, RealTimer, Rig
from tests.test_network_contract import one_input

pytestmark = pytest.mark.anyio

OPENS = Message("Vote 7", ((Button("My ballot", "mine"),),))
OWN = Message("Yours alone", ((Button("7a · Yes", "v7a"),),))


@pytest.fixture(params=["memory", "telegram"])
async def rig(request: pytest.FixtureRequest) -> AsyncIterator[Rig]:
    async with RIGS[request.param]() as made:
        yield made


async def pressed(rig: Rig) -> Press:
    await rig.network.send(rig.group, OPENS)
    rig.press("My ballot", in_group=True)
    press = await one_input(rig)
    assert isinstance(press, Press)
    return press


async def test_whisper_is_seen_by_the_one_who_pressed_and_by_nobody_else(rig: Rig) -> None:
    press = await pressed(rig)
    ref = await rig.network.whisper(press, OWN)
    assert (ref.chat, rig.network.whispered(press)) == (f"{rig.group}~42", f"{rig.group}~42")
    assert (rig.alone(), rig.shown(rig.group)) == (["Yours alone"], [("Vote 7", ["My ballot"])])
    assert [rig.network.is_whispered(chat) for chat in (ref.chat, rig.group, rig.person)] == [True, False, False]
    assert (rig.network.is_group(ref.chat), rig.network.whole(ref.chat)) == (False, rig.group)


async def test_whisper_is_edited_and_taken_away_like_any_message(rig: Rig) -> None:
    ref = await rig.network.whisper(await pressed(rig), OWN)
    await rig.network.edit(ref, Message("Recorded"))
    await rig.network.edit(ref, Message("Recorded"))
    assert rig.alone() == ["Recorded"]
    await rig.network.redact(ref)
    await rig.network.redact(ref)
    assert rig.alone() == []
    with pytest.raises(Gone):
        await rig.network.edit(ref, Message("Too late"))


async def test_press_under_a_whisper_comes_as_said_in_private_and_names_its_message(rig: Rig) -> None:
    press = await pressed(rig)
    ref = await rig.network.whisper(press, OWN)
    batches = rig.network.batches("1" if press.id == "1" else None)
    rig.press_alone("7a · Yes")
    while not isinstance(came := (await asyncio.wait_for(anext(batches), 5)).inputs[-1], Press) or came.data != "v7a":
        pass
    assert (came.chat, came.private, came.ref, came.sender) == (ref.chat, True, ref, rig.person)
    assert rig.network.whispered(came) == ref.chat


async def test_whisper_that_is_too_long_is_refused(rig: Rig) -> None:
    with pytest.raises(Refused):
        await rig.network.whisper(await pressed(rig), Message("x" * 1025))


async def test_network_whose_rooms_show_everybody_the_same_refuses_to_whisper() -> None:
    async with RIGS["matrix"]() as rig:
        press = Press(id="1", sender=rig.person, chat=rig.group, private=False, data="x", handle="1")
        with pytest.raises(Refused):
            await rig.network.whisper(press, OWN)
        assert (rig.network.limits.whispers, rig.network.is_whispered(rig.group)) == (0, False)


# -- what a server of Telegram can do to us


class Stand:
    """A Telegram with a group whose button Ann has pressed."""

    def __init__(self, api: BotApi, network: Telegram) -> None:
        self.api, self.network = api, network
        self.ann, self.ben = api.person(42, "Ann"), api.person(43, "Ben")
        self.crowd = api.group(-1001, "Members")
        self.crowd.set(self.ben, "member")

    async def press(self) -> Press:
        if not self.crowd.messages:
            await self.network.send("telegram:-1001", OPENS)
        handle = self.ann.push("mine", chat=self.crowd)
        return Press(id="1", sender="telegram:42", chat="telegram:-1001", private=False, data="mine", handle=handle)

    def everybody_sees(self) -> list[str]:
        return [message.text for message in self.ben.sees_in(self.crowd)]

    def ann_sees(self) -> list[str]:
        return [message.text for message in self.ann.sees_in(self.crowd)]


@asynccontextmanager
async def stood(
    version: tuple[int, int] = (10, 3), limits: Limits | None = None, url: str = ""
) -> AsyncIterator[Stand]:
    async with BotApi(version=version, limits=limits) as api:
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=url or api.url)
        await network.start()
        yield Stand(api, network)
        await network.stop()


async def test_server_that_is_too_old_is_never_asked_to_whisper() -> None:
    async with stood((10, 1)) as on:
        with pytest.raises(Refused):
            await on.network.whisper(await on.press(), OWN)
        assert (on.network.limits.whispers, on.everybody_sees()) == (0, ["Vote 7"])


@pytest.mark.parametrize("version", [(10, 2), (10, 3)])
async def test_whisper_stands_in_the_place_of_the_pressed_message_where_the_server_can(
    version: tuple[int, int],
) -> None:
    async with stood(version) as on:
        await on.network.whisper(await on.press(), OWN)
        seen = ["Yours alone"] if version >= (10, 3) else ["Vote 7", "Yours alone"]
        assert (on.ann_sees(), on.everybody_sees()) == (seen, ["Vote 7"])


async def test_server_that_shows_it_to_everybody_shows_nothing_and_is_never_asked_again() -> None:
    async with stood() as on:
        on.api.world.version = (10, 1)  # another server behind the same address
        for _ in range(2):
            with pytest.raises(Refused):
                await on.network.whisper(await on.press(), OWN)
        texts = [entry.text for entry in on.api.world.log]
        assert (on.everybody_sees(), on.network.limits.whispers, texts) == (["Vote 7"], 0, ["Vote 7", "…", "…"])


async def test_whisper_comes_too_late_or_from_outside_and_is_refused() -> None:
    async with stood() as on:
        press = await on.press()
        on.crowd.set(on.ann, "left")
        with pytest.raises(Refused):
            await on.network.whisper(press, OWN)


async def test_only_an_administrator_whispers_without_a_press() -> None:
    async with stood() as on:
        await on.press()
        with pytest.raises(Refused):
            await on.network.send("telegram:-1001~42", OWN)
        on.crowd.set(on.api.bot, "administrator")
        await on.network.send("telegram:-1001~42", OWN)
        assert on.ann_sees() == ["Vote 7", "Yours alone"]


async def test_flood_of_whispers_is_told_as_one() -> None:
    async with stood(limits=Limits(ephemeral=Rate(2, 60))) as on:
        press = await on.press()
        await on.network.whisper(press, OWN)
        with pytest.raises(RetryLater):
            await on.network.whisper(press, OWN)


@pytest.mark.parametrize("name", BAD)
async def test_bad_answer_to_the_question_whether_there_are_whispers_means_that_there_are_none(name: str) -> None:
    async with BotApi(limits=None) as api, before(api.url) as chaos:
        network = Telegram(DEFAULT_TOKEN, RealTimer(), api_url=chaos.url)
        chaos.plan("deleteEphemeralMessage", BAD[name])
        await network.start()
        await network.stop()
        assert (chaos.times, network.limits.whispers) == (0, 0)


async def test_outbox_answers_a_press_with_a_whisper_and_groups_do_not_wait_for_it() -> None:
    async with stood(limits=Limits()) as on:
        outbox = Outbox(on.network, RealTimer(), per_second=1000)
        press, ended = await on.press(), list[Ref | None]()

        async def render() -> Message:
            return OWN

        def done(ref: Ref | None, _error: object) -> None:
            ended.append(ref)

        running = asyncio.create_task(outbox.run())
        chat = on.network.whispered(press)
        outbox.post(Job(chat=chat, lane=Lane.DUE, press=press, render=render, done=done))
        await outbox.idle()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert (ended, on.ann_sees()) == ([Ref(chat, "1")], ["Yours alone"])


async def test_somebody_is_in_a_group_or_not(rig: Rig) -> None:
    await pressed(rig)
    inside = await rig.network.is_in(rig.group, rig.person)
    assert (inside, await rig.network.is_in(rig.group, rig.stranger)) == (True, False)


@pytest.mark.parametrize(
    ("status", "inside"),
    [("creator", True), ("member", True), ("restricted", False), ("left", False), ("kicked", False)],
)
async def test_status_on_telegram_says_whether_somebody_is_in_a_group(status: str, inside: bool) -> None:
    async with stood() as on:
        on.crowd.set(on.ann, status)
        assert await on.network.is_in("telegram:-1001/5", "telegram:42") is inside
