"""Who hears of it when somebody elected answers: nobody before the publication, and each of the others once."""

import json
from dataclasses import replace

import pytest

from core import acceptance, counting
from core.errors import Refusal, refuse
from core.inquest import name_of
from core.journal import CLI
from core.methods import METHODS
from core.methods.model import Ballots, Result, Settings
from core.model import Acceptance, Definition, Option, Purpose, Vote, VoteState
from core.outgoing import DeliveryKind, DeliveryState
from core.store import deliveries, events, journal, votes
from core.store.engine import folder
from core.telling import read_alarm
from core.totals import UNIT
from tests.elected import BOARD, counted
from tests.people import AGM, Hall, done

pytestmark = pytest.mark.anyio
YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED
CHAT = "telegram:-100"
ANSWERS = ("elected", "acceptance", "alarm", "board", "result", "picture")


async def board(hall: Hall, *choices: str, publish: bool = True, definition: Definition = BOARD) -> Vote:
    """Counted or published; everything that there was to be sent is sent."""
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    vote = await counted(hall, *choices, definition=definition)
    if publish:
        (vote,) = done(await hall.run(counting.publish, await hall.event(), [vote], CLI))
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    return vote


async def says(hall: Hall, vote: Vote, option: str, word: Acceptance, *, chair: bool = True) -> Vote | Refusal:
    return await hall.run(acceptance.answer, await hall.again(vote), option, word, CLI, chair=chair)


async def heard(hall: Hall) -> list[tuple[str, str]]:
    """What waits of an answer by now, to whom; it is sent then."""
    waiting = [item for item in await hall.waiting() if item.kind.value in ANSWERS]
    for item in waiting:
        await hall.settle(item, DeliveryState.SENT)
    return sorted((item.kind.value, item.chat) for item in waiting)


async def redrawn(hall: Hall) -> list[tuple[str, str]]:
    found = await hall.waiting(DeliveryState.OUTDATED)
    return sorted((item.kind.value, item.chat) for item in found if item.kind.value in ANSWERS)


# -- what is refused


async def test_answer_in_an_election_that_is_not_counted_is_refused(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    said = await says(hall, vote, "a", YES)
    assert said == Refusal(
        "vote-not-possible", {"number": 1, "act": "accept", "state": VoteState.OPEN, "at": vote.opened_at}
    )


async def test_answer_in_an_election_that_was_rehearsed_is_refused(hall: Hall) -> None:
    vote = await board(hall, "a+b", publish=False)
    await hall.run(votes.change, vote.id, rehearsal=True)
    assert await says(hall, vote, "a", YES) == refuse("rehearsal-over", number=1)
    assert (await hall.again(vote)).answers == {}


async def test_answer_of_nobody_who_is_elected_names_the_vote(hall: Hall) -> None:
    vote = await board(hall, "a+b")
    assert await says(hall, vote, "d", YES) == refuse("not-elected", number=1)
    motion = await board(hall, "a+b", definition=replace(BOARD, kind="vote"))
    assert await says(hall, motion, "a", YES) == refuse("not-an-election", number=2)


async def test_changed_mind_is_refused_unless_the_chair_puts_it_down(hall: Hall) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    done(await says(hall, vote, "b", NO))
    said = await hall.run(acceptance.answer, await hall.again(vote), "b", YES, CLI)
    assert said == refuse("answered-already", number=1, answer="declined")


async def test_seat_that_was_accepted_is_named_by_its_label(hall: Hall) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    done(await says(hall, vote, "b", NO))
    done(await says(hall, vote, "d", YES))
    assert await says(hall, vote, "b", YES) == refuse("seat-taken", number=1, label="1d")


async def test_counts_that_differ_after_a_refusal_leave_the_ballots_beside_the_database(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    right = METHODS["block"]

    def wrong(ballots: Ballots, settings: Settings) -> Result:
        found = right.recount(ballots, settings)
        return replace(found, elected=found.elected[::-1]) if settings.withdrawn else found

    monkeypatch.setattr("core.definition.METHODS", {"block": replace(right, recount=wrong)})
    said = await says(hall, vote, "b", NO)
    assert said == refuse("counts-differ", number=1, file="counts-differ-agm-1.json")
    async with hall.store.read() as tx:
        left = json.loads((folder(tx) / name_of(vote)).read_text(encoding="utf-8"))
    assert left["box"] == {"a+b": [2, 2 * UNIT], "a+d": [1, UNIT]}


# -- what is written down


async def test_answers_are_written_down_whole(hall: Hall) -> None:
    guest = Option("c", "Anna Lind")
    vote = await board(hall, "a+c", definition=replace(BOARD, options=(BOARD.options[0], BOARD.options[1], guest)))
    for option, word in (("a", YES), ("c", NO)):
        done(await says(hall, vote, option, word))
    names = await hall.run(journal.people, AGM)
    entries = [entry for entry in await hall.run(journal.entries, AGM) if entry.kind.startswith("election.")]
    written = [{**entry.data, "kind": entry.kind} for entry in entries]
    (ada,) = [name for name, member in names.items() if member == await hall.id(1)]
    assert written == [
        {"kind": "election.accept", "member": ada, "vote": 1, "option": "a"},
        {"kind": "election.decline", "vote": 1, "option": "c"},
    ]


@pytest.mark.parametrize(("number", "option"), [(1, "a"), (3, "c"), (5, "")])
async def test_member_is_the_option_with_the_own_number(hall: Hall, number: int, option: str) -> None:
    vote = await board(hall, "a+b")
    assert await hall.run(acceptance.own_option, vote, await hall.id(number)) == option


# -- who hears of it


@pytest.mark.parametrize(("option", "word"), [("a", YES), ("b", NO)])
async def test_answer_before_the_publication_is_told_to_nobody(hall: Hall, option: str, word: Acceptance) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d", publish=False)
    done(await says(hall, vote, option, word))
    assert (await heard(hall), await redrawn(hall)) == ([], [])


@pytest.mark.parametrize("chair", [True, False])
async def test_acceptance_is_no_alarm_and_no_new_board(hall: Hall, chair: bool) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    for option in "ab":
        done(await says(hall, vote, option, YES, chair=chair))
    assert await heard(hall) == []
    assert await redrawn(hall) == [("acceptance", CHAT), ("elected", "telegram:1"), ("elected", "telegram:2")]


async def test_refusal_that_the_chair_puts_down_is_no_alarm_to_the_chair(hall: Hall) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    done(await says(hall, vote, "b", NO))
    everybody = [(kind, f"telegram:{number}") for kind in ("picture", "result") for number in range(1, 6)]
    assert await heard(hall) == sorted([("board", CHAT), ("elected", "telegram:4"), *everybody])


async def test_board_is_told_again_when_all_who_moved_up_have_accepted(hall: Hall) -> None:
    vote = await board(hall, "a+b", "a+b", "a+d")
    done(await says(hall, vote, "b", NO))
    await heard(hall)
    for option, told in (("a", []), ("d", [("board", CHAT)])):
        done(await says(hall, vote, option, YES))
        assert await heard(hall) == told


@pytest.mark.parametrize(
    ("definition", "choices", "following"),
    [
        (BOARD, ("a+b", "a+b", "a+d"), ("1d Dan Roth",)),
        (replace(BOARD, tie="lot"), ("a+b", "a+b", "a+c", "a+d"), "lot"),
        (replace(BOARD, options=BOARD.options[:2]), ("a+b", "a+b"), "none"),
    ],
)
async def test_chair_hears_who_is_next_after_a_refusal(
    hall: Hall, definition: Definition, choices: tuple[str, ...], following: str | tuple[str, ...]
) -> None:
    vote = await board(hall, *choices, definition=definition)
    done(await says(hall, vote, "b", NO, chair=False))
    (alarm,) = [item for item in await hall.waiting() if item.kind is DeliveryKind.ALARM]
    told = read_alarm(await hall.run(deliveries.notice, alarm.subject))
    assert told == refuse("elected-declined", number=1, who="1b Bea Berg", next=following)
