"""Drafts under the thumb: no tap loosens a majority by itself, and what was drafted once is drafted again by one."""

from itertools import product

import pytest

from bot.chat.toggles import MAJORITIES
from core.model import VoteState
from core.rules import Counts, Figures, decide, loosens, parse_majority
from core.store import votes
from tests.people import AGM, Hall
from tests.podium import ANN, BEN, CHAT, Podium, podium
from tests.talk import offered

pytestmark = pytest.mark.anyio
MORE = (
    "at least 1/2 of valid",
    "more than 1/2 of cast",
    "more than 1/2 of present",
    "at least 2/3 of entitled",
    "more than 1/2 of yes_no by weight",
    "more than 1/2 of weight by weight",
    "more than 1/2 of yes_no and more than 1/2 of yes_no by weight",
)
SIZES = (0, 1, 2, 3)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def majority(chair: Podium) -> str:
    return (await chair.vote(1)).definition.majority


def carries(majority: str, counts: Counts) -> bool:
    return all(check.met for check in decide(parse_majority(majority), Figures(counts, counts, 1)).checks)


@pytest.mark.parametrize(("new", "old"), list(product((*MAJORITIES, *MORE), repeat=2)))
def test_majority_that_does_not_loosen_carries_nothing_that_the_old_one_rejects(new: str, old: str) -> None:
    if loosens(parse_majority(new), parse_majority(old)):
        return
    outcomes = [
        Counts(yes, no, abstain, blank, present=yes + no + abstain + blank + away, entitled=12)
        for yes, no, abstain, blank, away in product(SIZES, SIZES, SIZES, (0, 1), (0, 2))
        if yes
    ]
    assert [counts for counts in outcomes if carries(new, counts) and not carries(old, counts)] == []


def test_what_loosens_is_known() -> None:
    simple, absolute, two_thirds, three_quarters = map(parse_majority, MAJORITIES)
    assert [loosens(simple, old) for old in (simple, absolute, two_thirds, three_quarters)] == [False, True, True, True]
    assert (loosens(two_thirds, absolute), loosens(three_quarters, two_thirds)) == (True, False)


async def test_strictest_majority_goes_to_the_loosest_only_when_pressed_twice(chair: Podium) -> None:
    buttons = await chair.buttons("/vote Budget\nmajority: three-quarters")
    toggle = next(data for label, data in buttons.items() if label.startswith("Majority"))
    (effects,) = await chair.talk.give(chair.talk.pressed(ANN, toggle, CHAT))
    assert effects.answers[0].text == (
        "The majority of vote 1 is still: three-quarters. The next one would let more pass. Once more, if you mean it."
    )
    assert await majority(chair) == MAJORITIES[3]
    again = offered(effects)
    told = await chair.press(again["Really: simple"])
    assert told[0] == "Majority of vote 1: simple"
    assert await majority(chair) == MAJORITIES[0]


async def test_no_single_tap_on_any_majority_loosens_it(chair: Podium) -> None:
    await chair.write("/vote Budget\nmajority: at least 3/4 of entitled")
    for _ in range(6):
        before = await majority(chair)
        (label, data) = next(item for item in (await preview(chair)).items() if item[0].startswith("Majority"))
        await chair.press(data)
        after = await majority(chair)
        assert not loosens(parse_majority(after), parse_majority(before)), label
    await chair.press(next(data for label, data in (await preview(chair)).items() if label.startswith("Time")))


async def preview(chair: Podium) -> dict[str, str]:
    """The buttons of the draft, as an edit that changes nothing shows them."""
    return await chair.buttons("/edit 1\nquorum: none")


async def titles(chair: Podium, state: VoteState) -> list[str]:
    return [vote.definition.title for vote in await chair.hall.run(votes.of_event, AGM, state)]


async def test_duplicate_is_a_draft_of_its_own_once_a_message(chair: Podium) -> None:
    buttons = await chair.buttons("/vote Budget\nmajority: two-thirds\ntext: All of it")
    assert (await chair.press(buttons["Duplicate"]))[0] == "Drafted once more: Vote 2 “Budget”"
    assert await chair.press(buttons["Duplicate"], BEN) == [
        "This has been drafted once more already. /votes shows all."
    ]
    first, second = [vote.definition for vote in await chair.hall.run(votes.of_event, AGM)]
    assert first == second


@pytest.mark.parametrize("way", ["cancelled", "deleted"])
async def test_what_is_gone_is_drafted_again_by_a_tap(chair: Podium, way: str) -> None:
    drafted = await chair.buttons("/vote Budget\ntext: All of it")
    if way == "cancelled":
        await chair.write("/open 1")
        shown = await chair.buttons("/cancel 1 a mistake")
    else:
        (effects,) = await chair.talk.give(chair.talk.pressed(ANN, drafted["Delete"], CHAT))
        shown = offered(effects)
    assert list(shown) == ["Draft again"]
    assert (await chair.press(shown["Draft again"]))[0] == "Drafted once more: Vote 2 “Budget”"
    assert (await titles(chair, VoteState.CANCELLED), await titles(chair, VoteState.DRAFT)) == (["Budget"], ["Budget"])


@pytest.mark.parametrize("way", ["/open 1", "/cancel 1 not now"])
async def test_what_is_no_draft_any_more_is_not_explained_how_to_edit(chair: Podium, way: str) -> None:
    drafted = await chair.buttons("/vote Budget")
    await chair.write(way)
    assert (await chair.press(drafted["Edit"]))[0] == "Vote 1 “Budget” is no draft any more. Nothing was changed."
