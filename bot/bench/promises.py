"""The figures of `folkmoot bench`; importing this module fills their register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from . import counts, resident, sealed, soak
from .beside import waits
from .checkins import INTERVAL, rush
from .commands import lines
from .core_casts import cast_speeds
from .crowds import RUSHES, Rush, papers, rushed
from .everybody import A_MINUTE, turnout
from .figures import Figure, below, beside, register, register_sized
from .folkmoot_press import Folkmoot
from .press import AIOGRAM, BARE, PTB, race

_SLOWEST = 10
"""How many commands are named."""


@register("press-polling")
async def press_polling() -> Figure:
    """Presses a second, from durable to answered, on a long poll."""
    ours = Folkmoot()
    baselines = (AIOGRAM, PTB, BARE)
    speeds = await race([ours, *baselines])
    beside_it = {contender.name: speeds[contender.name].per_second for contender in baselines}
    factors = {AIOGRAM.name: 4, PTB.name: 8, BARE.name: 0.6}
    return beside("press-polling", speeds[ours.name].per_second, "presses/s", beside_it, factors)


@register("press-latency")
async def press_latency() -> Figure:
    """p99 from press to answer when 1,000 presses a second arrive evenly."""
    speeds = await race([Folkmoot(), BARE], presses=5000, rate=1000)
    return below("press-latency", speeds["folkmoot"].p99, "ms", 100, {BARE.name: speeds[BARE.name].p99})


def by_line(rushes: Sequence[Rush]) -> dict[str, float]:
    """Seconds of what a chair wrote, by its first line and the rush."""
    return {
        f"{line.splitlines()[0]} ({name})": seconds
        for name, rush in zip(RUSHES, rushes, strict=True)
        for line, seconds in rush.chair.items()
    }


@register_sized("crowds", 10_000)
async def crowds(members: int) -> Figure:
    """p99 from press to answer when all check in, and then vote, within ten seconds; a chair's longest wait."""
    rushes = await rushed(members)
    waits = {
        f"chair's longest, {name}": 1000 * max(rush.chair.values()) for name, rush in zip(RUSHES, rushes, strict=True)
    }
    return crowded(members, max(rush.p99 for rush in rushes), waits)


def crowded(members: int, p99: float, waits: Mapping[str, float]) -> Figure:
    """In milliseconds. A chair is answered within a second whoever presses, and up to 10,000 are within a tenth."""
    chair = max(waits.values()) < 1000
    if members > 10_000:
        return Figure("crowds", p99, "ms", "a chair's longest below 1000 ms", chair, waits)
    return Figure("crowds", p99, "ms", "below 100 ms, a chair's longest below 1000 ms", p99 < 100 and chair, waits)


@register_sized("commands", 3000)
async def commands(members: int) -> Figure:
    """A chair's longest wait for the answer to any command while all check in and then vote; the slowest by name."""
    rushes = await rushed(members, lines)
    waits = {line: 1000 * seconds for line, seconds in by_line(rushes).items()}
    slowest = sorted(waits, key=lambda line: waits[line], reverse=True)
    return below("commands", waits[slowest[0]], "ms", 1000, {line: waits[line] for line in slowest[:_SLOWEST]})


@register_sized("papers", 3000)
async def files(members: int) -> Figure:
    """Seconds until minutes and a list of all are there that a chair wants while all check in and then vote."""
    rushes = await rushed(members, papers)
    waits = by_line(rushes)
    return below("papers", max(waits.values()), "s", 30, waits)


@register_sized("resident", 100_000)
async def resident_memory(members: int) -> Figure:
    """Memory of the service at most, also while 30 of 100 members' ballots and the cards of as many wait."""
    found = await resident.peaks(members)
    return below("resident", max(found.values()), "MB", 250, found)


@register("soak")
async def soaked() -> Figure:
    """Memory that twenty minutes at the network's pace add in their second half, beside all of it at the end."""
    found = await soak.kept()
    return below("soak", soak.gained(found), "MB", 5, {"resident": found[-1]})


@register("group-ballots")
async def group_ballots() -> Figure:
    """Seconds until 3,000 have voted who open their ballots in one group within a minute, beside private ballots."""
    group, private = await turnout(group=True), await turnout(group=False)
    beside_it = {"private": private.voted, "last ballot": group.shown, "last private": private.shown}
    return below("group-ballots", group.voted, "s", private.voted, beside_it)


@register("redraws")
async def redraws() -> Figure:
    """p99 from a press to the ballot that shows it, at 3,000 presses a minute in one group: twenty seconds of them.

    Three thousand would first take a minute to open their ballots and then one to press, and measure nothing else.
    """
    seen = await turnout(group=True, rate=A_MINUTE, members=1000)
    return below("redraws", seen.redrawn, "ms", 1000)


@register("core-casts")
async def core_casts() -> Figure:
    """Durable named casts a second in batches of 100, with every check."""
    speeds = await cast_speeds()
    return beside("core-casts", speeds.ours, "casts/s", {"raw sqlite3": speeds.raw}, {"raw sqlite3": 0.12})


@register("checkins")
async def checkins() -> Figure:
    """Bytes that the chair channel gets while 3,000 check in within 120 s."""
    seen = await rush(0, 3000)
    limit = 50_000
    target = f"below {limit} bytes, edits {INTERVAL:g} s apart, all 3,000 present"
    holds = seen.bytes < limit and seen.closest >= INTERVAL and seen.present == 3000
    return Figure("checkins", seen.bytes, "bytes", target, holds, {"whole list each": seen.story})


@register("checkin-cost")
async def checkin_cost() -> Figure:
    """CPU of a check-in with 30,000 present, beside the same with 300."""
    rounds = [((await rush(300, 1000)).cpu, (await rush(30_000, 1000)).cpu) for _ in range(3)]
    few, many = (median(values) for values in zip(*rounds, strict=True))
    return Figure("checkin-cost", many, "us", "below 1.5 x 300 present", many < 1.5 * few, {"300 present": few})


@register("count-wards")
async def count_wards() -> Figure:
    """Seconds for 1,000 council wards by Scottish STV, beside the plain recount."""
    speeds = counts.wards()
    return below("count-wards", speeds.fast, "s", 10, {"plain recount": speeds.plain})


@register("count-boxes")
async def count_boxes() -> Figure:
    """Seconds for both counts of 100,000 ballots with 50 candidates by the slowest method, beside the others."""
    speeds = {name: speed.fast + speed.plain for name, speed in counts.boxes().items()}
    slowest = max(speeds, key=lambda name: speeds[name])
    each = {name: seconds for name, seconds in speeds.items() if name != slowest}
    return below("count-boxes", speeds[slowest], "s", 10, each)


@register("count-memory")
async def count_memory() -> Figure:
    """Memory of the same, one method after the other in one process."""
    return below("count-memory", counts.memory(), "MB", 250)


@register("count-beside")
async def count_beside() -> Figure:
    """p99 of casts in other votes while such a box is counted, beside the same with nothing to count."""
    seen = await waits()
    return below("count-beside", seen.counting, "ms", 100, {"nothing to count": seen.idle})


@register("sealed-casts")
async def sealed_casts() -> Figure:
    """Durable secret casts a second in batches of 100, beside sealing as many choices and nothing else."""
    speeds = await sealed.sealed_speeds()
    return beside("sealed-casts", speeds.ours, "casts/s", {"sealing alone": speeds.sealing}, {"sealing alone": 0.5})


@register("count-secret")
async def count_secret() -> Figure:
    """Seconds from 100,000 sealed ballots to a result and a destroyed key, while casts in another vote are answered."""
    seen = await sealed.box_times()
    beside_it = {
        "opening alone": seen.opening,
        "p99 of casts": seen.waiting / 1000,
        "longest cast": seen.longest / 1000,
    }
    return below("count-secret", seen.whole, "s", 10, beside_it)
