import asyncio
from dataclasses import replace

import pytest

from adapters.contract import Button, Message, Offline, Ref, RetryLater
from adapters.outbox import AHEAD, Lane, Outbox
from tests.outboxes import FAST, LIMITS, Network, VirtualTimer, deliver, running

pytestmark = pytest.mark.anyio


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


async def test_what_nobody_needs_any_more_is_dropped() -> None:
    network = Network(VirtualTimer())
    late = [replace(network.job("1", str(n), Lane.SPARE), patience=2.5) for n in range(5)]
    await deliver(network, *late)
    assert network.texts() == ["0", "1", "2"]
    assert [name for name, ref, error in network.ends if ref is None and error is None] == ["3", "4"]
