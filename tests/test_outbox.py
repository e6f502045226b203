import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from heapq import heappop, heappush
from random import Random

import pytest

from adapters.contract import (
    Address,
    Button,
    Gone,
    Limits,
    MaybeSent,
    Message,
    Moved,
    NetworkError,
    Offline,
    Ref,
    Refused,
    Rejected,
    RetryLater,
    Unreachable,
)
from adapters.memory import Memory
from adapters.outbox import AHEAD, TRIES, Job, Lane, NotRendered, Outbox
from adapters.pacing import LONGEST

pytestmark = pytest.mark.anyio

LIMITS = Limits(per_second=30, chat_per_second=1, group_per_minute=20)
FAST = Limits(per_second=1e6, chat_per_second=1e6, group_per_minute=6e7)


class VirtualTimer:
    """Time that jumps to the next sleeper once everybody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self._count += 1
        future = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, self._count, future))
        await future

    async def drive(self) -> None:
        while True:
            for _ in range(20):
                await asyncio.sleep(0)
            while self._sleepers and self._sleepers[0][2].done():
                heappop(self._sleepers)
            if self._sleepers:
                at, _, future = heappop(self._sleepers)
                self.now = max(self.now, at)
                future.set_result(None)


class Network(Memory):
    """The network in memory with a log of what was sent when, and a delay for each request."""

    def __init__(self, timer: VirtualTimer, limits: Limits = LIMITS, delay: float = 0.0, enforce: bool = False) -> None:
        super().__init__(timer, limits=limits, enforce=enforce)
        self.log: list[tuple[float, Address, str]] = []
        self.ends: list[tuple[str, Ref | None, NetworkError | None]] = []
        self.delay = delay
        self.raises: dict[Address, list[NetworkError]] = {}
        self.refuse = ""
        """The text that never goes through."""
        self.clock = timer

    async def send(self, chat: Address, message: Message, key: str = "") -> Ref:
        self.person(chat) if not chat.startswith("memory:g") else self.group(chat)
        self.log.append((round(self.clock.now, 3), chat, message.text))
        if self.delay:
            await self.clock.sleep(self.delay)
        if message.text == self.refuse:
            raise Offline
        if self.raises.get(chat):
            raise self.raises[chat].pop(0)
        return await super().send(chat, message, key)

    def texts(self) -> list[str]:
        return [text for _, _, text in self.log]

    def job(
        self, chat: str, text: str, lane: Lane = Lane.DUE, ref: Ref | None = None, key: str = "", once: str = ""
    ) -> Job:
        return self.rendering(chat, text, _says(text), lane, ref, key, once)

    def rendering(
        self,
        chat: str,
        name: str,
        render: Callable[[], Awaitable[Message | None]],
        lane: Lane = Lane.DUE,
        ref: Ref | None = None,
        key: str = "",
        once: str = "",
    ) -> Job:
        def done(sent: Ref | None, error: NetworkError | None) -> None:
            self.ends.append((name, sent, error))

        return Job(chat=f"memory:{chat}", lane=lane, render=render, ref=ref, key=key, once=once, done=done)


def _says(text: str) -> Callable[[], Awaitable[Message | None]]:
    async def render() -> Message | None:
        return Message(text)

    return render


@contextlib.asynccontextmanager
async def running(outbox: Outbox, timer: VirtualTimer) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(outbox.run()), asyncio.create_task(timer.drive())]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def deliver(network: Network, *jobs: Job, **options: Callable[[Address, Address], None]) -> Outbox:
    """Post, and wait until nothing is left to do."""
    outbox = Outbox(network, network.clock, Random(1), **options)
    for job in jobs:
        outbox.post(job)
    async with running(outbox, network.clock):
        await outbox.idle()
    return outbox


async def test_retry_later_pauses_that_chat_only() -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [RetryLater(7)]}
    await deliver(network, network.job("1", "a"), network.job("1", "b"), network.job("2", "c"))
    assert [(round(at), text) for at, _, text in network.log] == [(0, "a"), (0, "c"), (7, "a"), (8, "b")]


async def test_retry_later_without_a_figure_backs_off() -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [RetryLater(), RetryLater()]}
    await deliver(network, network.job("1", "a"))
    first, second, third = [at for at, _, _ in network.log]
    assert (0.5 <= second - first <= 1, 1 <= third - second <= 2) == (True, True)


async def test_retry_later_from_several_chats_pauses_all_but_replies() -> None:
    network = Network(VirtualTimer())
    network.raises = {f"memory:{n}": [RetryLater(20)] for n in (1, 2, 3)}
    outbox = Outbox(network, network.clock, Random(1))
    for n in (1, 2, 3):
        outbox.post(network.job(str(n), f"flood {n}"))
    async with running(outbox, network.clock):
        while len(network.log) < 3:
            await asyncio.sleep(0)
        outbox.post(network.job("4", "bulk"))
        outbox.post(network.job("5", "reply", Lane.URGENT))
        await outbox.idle()
    when = {text: at for at, _, text in network.log}
    assert (when["reply"] < 1, 20 <= when["bulk"] < 21) == (True, True)


@pytest.mark.parametrize("error", [Unreachable(), Gone(), Refused("no")])
async def test_a_final_error_ends_the_job_at_the_first_attempt(error: NetworkError) -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [error]}
    await deliver(network, network.job("1", "a"))
    assert (network.texts(), network.ends) == (["a"], [("a", None, error)])


@pytest.mark.parametrize("error", [Offline(), MaybeSent(), Rejected("token")])
async def test_a_message_that_fails_while_others_succeed_is_given_up_and_holds_up_nobody(error: NetworkError) -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [error] * 99}
    others = [network.job(str(n), str(n)) for n in range(2, 5)]
    await deliver(network, network.job("1", "bad", Lane.URGENT), *others)
    assert network.ends[-1] == ("bad", None, error)
    assert (len(network.raises["memory:1"]), network.clock.now < 60) == (99 - TRIES - 1, True)


async def test_a_message_that_fails_lets_the_others_of_its_chat_go_on() -> None:
    network = Network(VirtualTimer())
    network.refuse = "bad"
    await deliver(network, *(network.job("1", text) for text in ("bad", "a", "b")))
    when = {text: at for at, _, text in network.log if text != "bad"}
    assert (when["b"] < 10, [name for name, _, _ in network.ends]) == (True, ["a", "b", "bad"])


async def test_a_message_that_was_put_off_gives_way_to_a_newer_one_under_its_key() -> None:
    network = Network(VirtualTimer())
    network.refuse = "bad"
    outbox = Outbox(network, network.clock, Random(1))
    outbox.post(network.job("1", "bad", key="k"))
    async with running(outbox, network.clock):
        while network.texts().count("bad") < 3:
            await asyncio.sleep(0)
        outbox.post(network.job("1", "new", key="k"))
        await outbox.idle()
    assert network.ends == [("bad", None, None), ("new", Ref("memory:1", "1"), None)]


@pytest.mark.parametrize("seconds", [0.0, -5.0, float("nan"), 1e12])
async def test_a_pause_is_bounded_below_and_above(seconds: float) -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [RetryLater(seconds)] * 10}
    await deliver(network, network.job("1", "a"))
    assert (len(network.log), 5 <= network.clock.now <= 10 * LONGEST) == (11, True)


async def test_a_message_that_is_always_told_to_wait_is_given_up() -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [RetryLater(1)] * 99}
    await deliver(network, network.job("1", "a"), network.job("2", "b"))
    assert [(name, type(error)) for name, _, error in network.ends] == [("b", type(None)), ("a", RetryLater)]


async def test_one_silent_chat_holds_up_no_other() -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [Offline()] * 99}
    outbox = Outbox(network, network.clock, Random(1))
    outbox.post(network.job("1", "bad"))
    async with running(outbox, network.clock):
        while len(network.log) < 4:
            await asyncio.sleep(0)
        posted = network.clock.now
        outbox.post(network.job("2", "good"))
        await outbox.idle()
    when = {text: at for at, _, text in network.log}
    assert when["good"] - posted < 0.1


@pytest.mark.parametrize("error", [Offline(), MaybeSent()])
async def test_no_answer_is_tried_again(error: NetworkError) -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [error, error]}
    await deliver(network, network.job("1", "a"))
    assert (network.texts(), network.ends) == (["a"] * 3, [("a", Ref("memory:1", "1"), None)])


async def test_a_network_away_for_half_an_hour_is_asked_seldom_and_gets_everything() -> None:
    network = Network(VirtualTimer())
    network.online = False
    outbox = Outbox(network, network.clock, Random(1))
    for n in range(200):
        outbox.post(network.job(str(n), str(n)))
    async with running(outbox, network.clock):
        while network.clock.now < 1800:
            await asyncio.sleep(0)
        asked = len(network.log)
        network.online = True
        await outbox.idle()
    assert (asked < 200, sorted(network.texts()[-200:])) == (True, sorted(str(n) for n in range(200)))
    assert network.clock.now < 1800 + 30 + 30 + 8


async def test_moved_send_goes_on_to_the_new_chat() -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:g1": [Moved("memory:g2")]}
    moves: list[tuple[Address, Address]] = []
    await deliver(network, network.job("g1", "a"), moved=lambda old, new: moves.append((old, new)))
    assert moves == [("memory:g1", "memory:g2")]
    assert network.ends == [("a", Ref("memory:g2", "1"), None)]


async def test_moved_edit_is_gone() -> None:
    network = Network(VirtualTimer())
    network.move(network.group("memory:g1"), "memory:g2")
    await deliver(network, network.job("g1", "a", ref=Ref("memory:g1", "5")))
    assert [(name, ref, type(error)) for name, ref, error in network.ends] == [("a", None, Gone)]


async def test_edit_of_a_deleted_message_is_gone() -> None:
    network = Network(VirtualTimer())
    network.person("memory:1")
    await deliver(network, network.job("1", "a", ref=Ref("memory:1", "5")))
    assert [(name, ref, type(error)) for name, ref, error in network.ends] == [("a", None, Gone)]


async def test_a_render_that_raises_ends_its_job_and_no_other() -> None:
    async def broken() -> Message | None:
        raise ValueError("secret")

    network = Network(VirtualTimer())
    await deliver(network, network.rendering("1", "a", broken), network.job("1", "b"))
    ends = [(name, ref, type(error), str(error)) for name, ref, error in network.ends]
    assert ends == [("a", None, NotRendered, "ValueError"), ("b", Ref("memory:1", "1"), type(None), "None")]


async def test_a_done_that_raises_stops_no_other_job() -> None:
    def broken(_ref: Ref | None, _error: NetworkError | None) -> None:
        raise ValueError

    network = Network(VirtualTimer())
    job = Job(chat="memory:1", lane=Lane.DUE, render=_says("a"), done=broken)
    await deliver(network, job, network.job("1", "b"))
    assert network.texts() == ["a", "b"]


async def test_nothing_to_send_costs_no_turn() -> None:
    async def nothing() -> Message | None:
        return None

    network = Network(VirtualTimer())
    jobs = [network.rendering(str(n), "none", nothing) for n in range(50)]
    await deliver(network, *jobs, network.job("x", "a"))
    assert network.log == [(0.0, "memory:x", "a")]
    assert network.ends == [("none", None, None)] * 50 + [("a", Ref("memory:x", "1"), None)]


async def test_a_job_under_a_key_replaces_the_waiting_one_at_its_place() -> None:
    network = Network(VirtualTimer())
    old, other, new = network.job("1", "old", key="k"), network.job("2", "other"), network.job("1", "new", key="k")
    await deliver(network, old, other, new)
    assert (network.texts(), network.ends[0]) == (["new", "other"], ("old", None, None))


async def test_a_job_to_try_again_gives_way_to_a_newer_one_under_its_key() -> None:
    network = Network(VirtualTimer(), delay=1)
    network.raises = {"memory:1": [Offline()]}
    outbox = Outbox(network, network.clock, Random(1))
    outbox.post(network.job("1", "old", key="k"))
    async with running(outbox, network.clock):
        while not network.log:
            await asyncio.sleep(0)
        outbox.post(network.job("1", "new", key="k"))
        await outbox.idle()
    assert (network.texts(), network.ends) == (
        ["old", "new"],
        [("old", None, None), ("new", Ref("memory:1", "1"), None)],
    )


async def test_the_same_once_is_shown_once_after_an_unknown_outcome() -> None:
    network = Network(VirtualTimer())
    network.faults.append(MaybeSent())
    await deliver(network, network.job("1", "a", once="delivery 7"))
    assert [shown.message.text for shown in network.person("memory:1").messages] == ["a"]


async def test_pace_stays_below_every_limit_of_an_enforcing_network() -> None:
    network = Network(VirtualTimer(), delay=0.2, enforce=True)
    network.group("memory:g1")
    jobs = [network.job(str(n % 100), str(n)) for n in range(300)] + [network.job("g1", f"g{n}") for n in range(30)]
    await deliver(network, *jobs)
    assert network.enforcer is not None
    assert (network.enforcer.refused, len(network.log)) == (0, 330)


async def test_pace_is_at_least_95_percent_of_the_limit_however_long_a_request_takes() -> None:
    network = Network(VirtualTimer(), delay=1.5)
    await deliver(network, *(network.job(str(n), str(n)) for n in range(600)))
    starts = [at for at, _, _ in network.log]
    assert 599 / (starts[-1] - starts[0]) >= 0.95 * 30


async def test_a_message_with_a_poll_takes_the_turns_that_it_counts_for() -> None:
    network = Network(VirtualTimer())
    network.limits = replace(LIMITS, per_second=1, poll=2)
    ballot = Message("Lunch?", ((Button("7a", "a"),),), poll=True)

    async def render() -> Message:
        return ballot

    jobs = [replace(network.job(str(n), str(n)), render=render) for n in range(3)]
    await deliver(network, *jobs)
    assert [round(at) for at, _, _ in network.log] == [0, 2, 4]


async def test_a_slow_rendering_costs_no_pace() -> None:
    network = Network(VirtualTimer())

    async def slow() -> Message | None:
        await network.clock.sleep(0.1)
        return Message("a")

    await deliver(network, *(network.rendering(str(n), "a", slow) for n in range(300)))
    starts = [at for at, _, _ in network.log]
    assert 299 / (starts[-1] - starts[0]) >= 0.95 * 30


async def test_a_reply_overtakes_what_waits() -> None:
    network = Network(VirtualTimer())
    outbox = Outbox(network, network.clock)
    for n in range(500):
        outbox.post(network.job(str(n), str(n)))
    async with running(outbox, network.clock):
        while len(network.log) < 100:
            await asyncio.sleep(0)
        outbox.post(network.job("chair", "reply", Lane.URGENT))
        await outbox.idle()
    assert network.texts().index("reply") <= 100 + AHEAD + 1


async def test_lanes_go_in_order_of_urgency() -> None:
    network = Network(VirtualTimer(), FAST)
    await deliver(network, *(network.job(lane.name, lane.name, lane) for lane in reversed(Lane)))
    assert network.texts() == [lane.name for lane in Lane]


async def test_a_chat_keeps_its_order_within_a_lane() -> None:
    network = Network(VirtualTimer(), delay=3)
    network.raises = {"memory:1": [Offline(), RetryLater(3)]}
    await deliver(network, *(network.job("1", str(n)) for n in range(4)))
    assert network.texts() == ["0", "0", "0", "1", "2", "3"]
