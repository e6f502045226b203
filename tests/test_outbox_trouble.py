import asyncio
from dataclasses import replace
from random import Random

import pytest
from structlog.testing import capture_logs

from adapters.contract import (
    Address,
    Gone,
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
from adapters.outbox import TRIES, Job, Lane, NotRendered, Outbox
from adapters.pacing import LONGEST
from adapters.waiting import ignore
from tests.outboxes import Network, VirtualTimer, deliver, running, says

pytestmark = pytest.mark.anyio


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
    job = Job(chat="memory:1", lane=Lane.DUE, render=says("a"), done=broken)
    await deliver(network, job, network.job("1", "b"))
    assert network.texts() == ["a", "b"]


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


@pytest.mark.parametrize("error", [Unreachable(), Gone(), Refused("no")])
async def test_what_nobody_waits_for_is_logged_when_it_is_not_done(error: NetworkError) -> None:
    network = Network(VirtualTimer())
    network.raises = {"memory:1": [error]}
    with capture_logs() as logs:
        await deliver(network, replace(network.job("1", "a"), done=ignore))
    assert [(line["event"], line["error"]) for line in logs] == [("outbox_not_sent", type(error).__name__)]
