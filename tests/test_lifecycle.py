from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeAlias

import pytest

from core import acceptance, again, casting, corrections, countdown, counting, decisions, floor, voting
from core.casting import Cast
from core.elections import next_round
from core.errors import Refusal
from core.journal import CLI
from core.lifecycle import EVENT, VOTE, event_after, vote_after
from core.model import Acceptance, Definition, Event, EventId, EventSettings, EventState, Option, Vote, VoteState
from core.store import ballots, journal
from core.store.writer import Tx
from tests.people import AGM, MOTION, Hall, done

pytestmark = pytest.mark.anyio

BOARD = Definition(
    "Board", (Option("a", "Ada"), Option("b", "Bea"), Option("c", "Cem")), kind="election", method="block", majority="",
    seats=2, maximum=2,
)  # fmt: skip
Act: TypeAlias = Callable[[Tx, Event, Vote], Awaitable[object]]
ACTS: dict[str, Act] = {
    "edit": lambda tx, _, vote: voting.edit(tx, vote, MOTION, CLI),
    "show": lambda tx, event, vote: voting.show(tx, event, vote, CLI),
    "open": lambda tx, event, vote: voting.open_vote(tx, event, vote, CLI),
    "cast": lambda tx, _, vote: casting.cast(
        tx, [Cast("telegram:1", vote.id, "a+b"), Cast("telegram:2", vote.id, "a+c")]
    ),
    "fix": lambda tx, _, vote: corrections.correct(tx, vote, replace(vote.definition, title="Council"), CLI),
    "remind": lambda tx, _, vote: countdown.remind(tx, vote, CLI),
    "extend": lambda tx, _, vote: countdown.extend(tx, vote, timedelta(seconds=60), CLI),
    "close": lambda tx, _, vote: voting.close(tx, vote, CLI, "Ann"),
    "count": lambda tx, _, vote: counting.count(tx, vote, CLI),
    "publish": lambda tx, event, vote: counting.publish(tx, event, [vote], CLI),
    "reopen": lambda tx, event, vote: again.reopen(tx, event, vote, "too early", CLI),
    "repeat": lambda tx, event, vote: repeated(tx, event, vote),
    "cancel": lambda tx, _, vote: voting.cancel(tx, vote, "a mistake", CLI, "Ann"),
    "accept": lambda tx, _, vote: acceptance.answer(tx, vote, "a", Acceptance.ACCEPTED, CLI, chair=True),
    "lot": lambda tx, _, vote: decisions.draw(tx, vote, ["b"], CLI),
    "ruling": lambda tx, _, vote: decisions.rule(tx, vote, "as it is", CLI),
    "runoff": lambda tx, event, vote: run_off(tx, event, vote),
}
COUNT = ("open", "cast", "close", "count")
WAY: dict[VoteState, tuple[str, ...]] = {
    VoteState.DRAFT: (),
    VoteState.OPEN: ("open",),
    VoteState.CLOSED: ("open", "close"),
    VoteState.COUNTED: COUNT,
    VoteState.PUBLISHED: (*COUNT, "publish"),
    VoteState.CANCELLED: ("open", "cancel"),
    VoteState.VOID: ("open", "cast", "repeat"),
}


async def run_off(tx: Tx, event: Event, vote: Vote) -> object:
    definition = next_round(vote)
    return definition if isinstance(definition, Refusal) else await decisions.run_off(tx, event, vote, definition, CLI)


async def repeated(tx: Tx, event: Event, vote: Vote) -> object:
    outcome = await again.repeat(tx, event, vote, "a mistake", CLI, "Ann")
    return outcome if isinstance(outcome, Refusal) else outcome.void


def refused(outcome: object) -> bool:
    answer = outcome[0] if isinstance(outcome, list) else outcome
    return isinstance(answer, Refusal)


async def act(hall: Hall, vote: Vote, name: str) -> object:
    event, vote = await hall.event(), await hall.again(vote)
    return await hall.store.write(lambda tx: ACTS[name](tx, event, vote))


async def everything(hall: Hall, vote: Vote) -> tuple[object, ...]:
    """All that an act could have changed, but for the number of presses that came too late."""
    chain = await hall.run(journal.head, AGM)
    return replace(await hall.again(vote), late=0), await hall.run(ballots.box, vote.id), await hall.sent_to(), chain


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("state", WAY)
async def test_act_follows_the_table_or_changes_nothing(hall: Hall, state: VoteState, name: str) -> None:
    vote = await hall.draft(BOARD)  # with one seat filled and a tie for the other, so that all can follow
    for step in WAY[state]:
        assert not refused(await act(hall, vote, step))
    before, after = await everything(hall, vote), vote_after(state, name)
    outcome = await act(hall, vote, name)
    if after is None or (state, name) == (VoteState.PUBLISHED, "publish"):
        assert (refused(outcome), await everything(hall, vote)) == (True, before)
    else:
        assert (refused(outcome), (await hall.again(vote)).state) == (False, after)


def test_every_act_of_the_table_is_tested_and_every_state_has_a_line() -> None:
    assert {name for line in VOTE.values() for name in line} == set(ACTS)
    assert (set(VOTE), set(EVENT)) == (set(VoteState), set(EventState))


@pytest.mark.parametrize("state", [VoteState.CANCELLED, VoteState.VOID])
def test_nothing_leads_out_of_the_end(state: VoteState) -> None:
    assert [vote_after(state, name) for name in ACTS] == [None] * len(ACTS)


@pytest.mark.parametrize("name", ["open", "pause", "resume", "close", "dance"])
@pytest.mark.parametrize("way", [(), ("open",), ("open", "pause"), ("close",)])
async def test_event_follows_the_table_or_stays(hall: Hall, way: tuple[str, ...], name: str) -> None:
    fresh = EventSettings(EventId("other"), "Other")
    await hall.run(floor.configure, [fresh])
    for step in way:
        done(await hall.run(floor.change_state, await hall.event(fresh.id), step, CLI))
    before = await hall.event(fresh.id)
    outcome = await hall.run(floor.change_state, before, name, CLI)
    after = event_after(before.state, name)
    assert (isinstance(outcome, Refusal), (await hall.event(fresh.id)).state) == (after is None, after or before.state)
