"""`/tally`: what two tellers counted goes into the box, by itself where that tells nobody's secret."""

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.wording.speech import speech
from core import again, boards, counting, paper, roles, roster, voting
from core.boards import Withheld, papers_apart, withheld
from core.errors import Refusal
from core.journal import CLI
from core.model import Definition, Option, Role, Vote, VoteState
from core.paper import Tallied
from core.roster import Row
from core.store import journal, papers, votes
from core.store.engine import Store
from core.store.secrets import to_destroy
from core.totals import UNIT, Totals
from tests.ballots import vote_on
from tests.people import AGM, MOTION, Clock, Hall, code, done
from tests.podium import ANN, BEN, Podium, podium
from tests.test_minutes import written as minutes
from tests.test_paper import on_paper
from tests.test_papers import verdict, written

pytestmark = pytest.mark.anyio
EN = speech("en")
SECRET = replace(MOTION, secret=True)
TRIO = tuple(Option(label, name) for label, name in zip("abc", ("Ada", "Bob", "Cleo"), strict=True))
STV = Definition("Board", TRIO, kind="election", method="scottish-stv", majority="", seats=2, maximum=3)
PLURALITY = Definition("Chair", TRIO, kind="election", method="plurality", majority="")
EACH = replace(PLURALITY, method="per-candidate", minimum=0, maximum=3)


@pytest.fixture
async def chair(hall: Hall) -> Podium:
    return await podium(hall)


async def tally(hall: Hall, vote: Vote, teller: int, **counts: int) -> Tallied | Refusal:
    by_choice = {"" if choice == "blank" else choice: number for choice, number in counts.items()}
    return await hall.run(paper.tally, await hall.again(vote), by_choice, await hall.id(teller))


async def both(hall: Hall, vote: Vote, **counts: int) -> Tallied:
    done(await tally(hall, vote, 1, **counts))
    return done(await tally(hall, vote, 2, **counts))


# -- two tellers


async def test_nothing_is_counted_until_two_tellers_agree(hall: Hall) -> None:
    await on_paper(hall, 3, 4, 5)
    vote = await hall.open()
    await hall.cast(vote, _1="b", _2="b")
    one = done(await tally(hall, vote, 1, a=3))
    assert (one.agreed, one.others) == (False, ())
    other = done(await tally(hall, vote, 2, a=2, b=1))
    assert (other.agreed, other.others) == (False, ({"a": 3},))
    closed = await hall.close(vote)
    hall.clock.forward(11)
    assert (await hall.due()).refused == ["tally-differs"]
    assert (await hall.due()).refused == []
    assert (await hall.again(vote)).state is VoteState.CLOSED
    assert done(await tally(hall, closed, 2, a=3)).agreed
    assert [counted.outcome for counted in (await hall.due()).counted] == ["carried"]
    counted = await hall.again(vote)
    assert (counted.cast, dict(counted.box or {}), counted.papers.counted, counted.papers.box) == (
        Totals(5, 5 * UNIT), {"a": Totals(3, 3 * UNIT), "b": Totals(2, 2 * UNIT)}, 3, {"a": 3},
    )  # fmt: skip


async def test_one_teller_who_says_it_twice_is_one_teller(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open()
    done(await tally(hall, vote, 1, a=1))
    assert not done(await tally(hall, vote, 1, a=1)).agreed
    await hall.close(vote)
    assert code(await hall.run(counting.count, await hall.again(vote), CLI)) == "tally-missing"
    assert (await hall.again(vote)).state is VoteState.CLOSED


async def test_third_teller_settles_it(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open()
    done(await tally(hall, vote, 1, a=1))
    done(await tally(hall, vote, 2, b=1))
    assert done(await tally(hall, vote, 3, b=1)).agreed


@pytest.mark.parametrize("definition", [MOTION, SECRET], ids=["named", "secret"])
async def test_chair_is_told_once_that_papers_are_missing_and_none_may_have_come(
    hall: Hall, definition: Definition
) -> None:
    await on_paper(hall, 4)
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    hall.clock.forward(11)
    assert [(await hall.due()).refused for _ in range(2)] == [["tally-missing"], []]
    await both(hall, vote)
    assert len((await hall.due()).counted) == 1
    counted = await hall.again(vote)
    assert (counted.cast.heads, counted.papers.counted, counted.papers.box) == (1, 0, None)


@pytest.mark.parametrize(
    ("counts", "why"),
    [
        ({"a": 3}, "tally-many"),
        ({"x": 1}, "choice-unknown-option"),
        ({"a+b": 1}, "choice-too-many-marks"),
    ],
)
async def test_impossible_tally_is_refused(hall: Hall, counts: dict[str, int], why: str) -> None:
    await on_paper(hall, 4, 5)
    vote = await hall.open()
    assert code(await tally(hall, vote, 1, **counts)) == why
    assert await hall.run(papers.tallies, vote.id) == {}


async def test_tally_has_its_time(hall: Hall) -> None:
    await on_paper(hall, 4)
    draft = await hall.draft()
    assert code(await tally(hall, draft, 1, a=1)) == "tally-early"
    vote = done(await hall.run(voting.open_vote, await hall.event(), draft, CLI))
    await both(hall, vote, a=1)
    await hall.count(await hall.close(vote))
    assert code(await tally(hall, vote, 1, a=1)) == "tally-late"
    await hall.run(paper.back_to_chat, await hall.event(), await hall.member(4), CLI)
    assert code(await tally(hall, await hall.open(), 1, a=1)) == "tally-nobody"


async def test_papers_of_different_weight_cannot_be_counted(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row("4", "Four", weight=3 * UNIT)], CLI))
    await on_paper(hall, 4, 5)
    assert code(await tally(hall, await hall.open(), 1, a=2)) == "tally-weights"


async def test_papers_of_one_weight_weigh_that(hall: Hall) -> None:
    done(await hall.run(roster.import_rows, [Row(n, f"Name {n}", weight=3 * UNIT) for n in ("4", "5")], CLI))
    await on_paper(hall, 4, 5)
    vote = await hall.open(replace(MOTION, majority="more than 1/2 of yes_no by weight"))
    await hall.cast(vote, _1="b", _2="b", _3="b")
    await both(hall, vote, a=2)
    counted = await hall.count(await hall.close(vote))
    assert ((counted.box or {})["a"], counted.cast, counted.outcome) == (
        Totals(2, 6 * UNIT), Totals(5, 9 * UNIT), "carried",
    )  # fmt: skip


async def test_cancelled_vote_forgets_its_tallies(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open(SECRET)
    await tally(hall, vote, 1, a=1)
    seal = (await hall.again(vote)).papers.seal
    assert hall.store.keys.find(seal)
    done(await hall.run(voting.cancel, await hall.again(vote), "wrong", CLI, "Ann"))
    assert (await hall.run(papers.tallies, vote.id), seal in await hall.run(to_destroy)) == ({}, True)


async def test_repeated_vote_forgets_its_tallies_too(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open(SECRET)
    await tally(hall, vote, 1, a=1)
    closed = await hall.close(vote)
    done(await hall.run(again.repeat, await hall.event(), closed, "a box was lost", CLI, "Ann"))
    assert (await hall.run(papers.tallies, vote.id), closed.papers.seal in await hall.run(to_destroy)) == ({}, True)


async def test_reopened_vote_keeps_what_tellers_said_and_who_is_on_paper(hall: Hall) -> None:
    await on_paper(hall, 4)
    vote = await hall.open()
    await both(hall, vote, a=1)
    reopened = done(await hall.run(again.reopen, await hall.event(), await hall.close(vote), "too early", CLI))
    assert [code(item) for item in await hall.cast(reopened, _4="b", _1="a")] == ["on-paper", ""]
    counted = await hall.count(await hall.close(vote))
    assert (counted.cast.heads, counted.papers.box) == (2, {"a": 1})


# -- secret votes


@pytest.mark.parametrize("definition", [MOTION, SECRET])
async def test_chair_hears_that_no_paper_of_a_closed_vote_was_counted_yet(
    chair: Podium, definition: Definition
) -> None:
    hall = chair.hall
    await on_paper(hall, 3)
    vote = await hall.open(definition)
    await hall.cast(vote, _1="a")
    await hall.close(vote)
    hall.clock.forward(11)
    assert (await hall.due()).refused == ["tally-missing"]
    assert (await hall.again(vote)).state is VoteState.CLOSED
    await both(hall, vote, b=1)
    assert [counted.outcome for counted in (await hall.due()).counted] == ["tie"]


@pytest.mark.parametrize(
    ("chat", "on_paper_", "apart"),
    [
        ({"a": 5, "b": 1}, {"a": 9}, False),
        ({"a": 5, "b": 1}, {"a": 5, "b": 4}, False),
        ({"a": 5, "b": 1}, {"a": 10}, False),
        ({"a": 5, "b": 1}, {"a": 9, "b": 1}, True),
        ({"a": 4}, {"a": 9, "b": 1}, False),
        ({"a": 9}, {"a": 9, "b": 1}, False),
        ({"a": 3, "b": 1}, {"a": 9, "b": 1}, False),
        ({}, {"a": 9, "b": 1}, True),
        ({"a": 1}, {}, True),
    ],
)
def test_secret_papers_stand_apart_only_where_neither_side_tells_on_anybody(
    chat: dict[str, int], on_paper_: dict[str, int], apart: bool
) -> None:
    box = {choice: Totals(number, number * UNIT) for choice, number in chat.items()}
    cast = Totals(sum(chat.values()))
    assert papers_apart(replace(vote_on(SECRET), cast=cast), box, on_paper_) == apart
    assert papers_apart(replace(vote_on(MOTION), cast=cast), box, on_paper_)


async def big_hall(store: Store, clock: Clock) -> Hall:
    """Members 1 to 8 in the chat, 9 to 20 on paper; 1 and 2 are tellers."""
    hall = await Hall(store, clock).meet(20)
    await on_paper(hall, *range(9, 21))
    return hall


CASTS = {"_1": "a", "_2": "a", "_3": "a", "_4": "b", "_5": "b", "_6": "c", "_7": "", "_8": "a"}


async def test_few_secret_papers_are_kept_in_the_sum_alone_everywhere(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall = await big_hall(store, clock)
    vote = await hall.open(SECRET)
    await hall.cast(vote, **CASTS)
    await both(hall, vote, a=8, b=1)
    counted = await hall.count(await hall.close(vote))
    assert (counted.cast.heads, counted.papers.counted, counted.papers.box, (counted.box or {})["a"].heads) == (
        17, 9, None, 12,
    )  # fmt: skip
    assert withheld(counted, counted.box or {}) is Withheld.PAPER
    assert await hall.run(boards.board_lines, counted) == []
    async with hall.store.read() as tx:
        entries = await journal.entries(tx, AGM)
    tallies = [dict(entry.data) for entry in entries if entry.kind == "vote.tally"]
    assert [sorted(data) for data in tallies] == [["agreed", "papers", "vote"]] * 2
    found = await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    assert "boards/1.csv" not in found
    about = json.loads(found["event.json"])["votes"][0]
    assert (about["withheld"], about["papers"], about["paper"], about["counts"]["a"]) == (
        "paper", 9, None, [12, 12 * UNIT],
    )  # fmt: skip
    text = await minutes(hall)
    assert "On paper: 9 of these, told only in the sum, so that nobody finds out who voted how" in text


async def test_tallies_of_a_secret_vote_never_lie_in_clear(store: Store, clock: Clock, tmp_path: Path) -> None:
    hall = await big_hall(store, clock)
    vote = await hall.open(SECRET)
    await tally(hall, vote, 1, a=1)
    with sqlite3.connect(tmp_path / "folkmoot.db") as raw:
        (stored,) = raw.execute("select counts from tally").fetchone()
    assert ('"a"' in stored, len(stored) > 2000) == (False, True)


async def test_many_secret_papers_stand_on_the_board_with_codes_of_their_own(
    store: Store, clock: Clock, tmp_path: Path
) -> None:
    hall = await big_hall(store, clock)
    vote = await hall.open(SECRET)
    await hall.cast(vote, **CASTS)
    await both(hall, vote, a=6, b=5)
    counted = await hall.count(await hall.close(vote))
    assert (counted.papers.box, counted.cast.heads) == ({"a": 6, "b": 5}, 19)
    found = await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    rows = found["boards/1.csv"].decode().splitlines()
    assert (len(rows), rows[-1], sum(row.startswith("paper-") for row in rows)) == (20, "paper-0011,b", 11)
    assert "On paper: 11 of these: 1a · Yes 6 and 1b · No 5" in await minutes(hall)


@pytest.mark.parametrize("secret", [False, True])
async def test_rankings_on_paper_are_counted_with_the_others_and_verified(
    store: Store, clock: Clock, tmp_path: Path, secret: bool
) -> None:
    hall = await big_hall(store, clock)
    vote = await hall.open(replace(STV, secret=secret))
    await hall.cast(vote, _1="a>b", _2="b>a", _3="c", _4="a", _5="a>c", _6="b")
    await both(hall, vote, **{"a>b": 7, "c>b": 4, "blank": 1})
    counted = await hall.count(await hall.close(vote))
    assert (counted.cast.heads, counted.outcome, (counted.box or {})["a>b"].heads) == (18, "elected", 8)
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""


@pytest.mark.parametrize(
    "change",
    [
        lambda vote: vote.update(papers=2),
        lambda vote: vote.update(paper={"a": 1, "b": 2}),
        lambda vote: vote["cast"].__setitem__(0, 4),
    ],
)
async def test_papers_that_were_changed_are_found(hall: Hall, tmp_path: Path, change: object) -> None:
    await on_paper(hall, 3, 4, 5)
    vote = await hall.open()
    await hall.cast(vote, _1="a", _2="b")
    await both(hall, vote, a=2, b=1)
    await hall.count(await hall.close(vote))
    await written(hall, tmp_path)
    assert verdict(tmp_path) == ""
    about = json.loads((tmp_path / "event.json").read_text("utf-8"))
    assert callable(change)
    change(about["votes"][0])
    (tmp_path / "event.json").write_text(json.dumps(about), "utf-8")
    assert verdict(tmp_path).startswith("vote 1: ")


# -- typed


async def test_tellers_are_told_what_was_understood_and_who_differs(chair: Podium) -> None:
    hall = chair.hall
    await on_paper(hall, 3, 4, 5)
    vote = await hall.open()
    assert (await chair.lines("/tally 1"))[0] == (
        "Vote 1 “Lunch?”: 3 members vote on paper. Write how many chose what: /tally 1 b 12, blank 1. "
        "If no paper came in: /tally 1 0"
    )
    assert await chair.lines("/tally 1 yes 2, no 1") == [
        "Vote 1 “Lunch?”: 3 paper ballots of at most 3. Understood: 1a · Yes 2 and 1b · No 1",
        "It counts when a second teller sends the same.",
    ]
    assert await chair.lines("/tally 1 3 yes", BEN) == [
        "Vote 1 “Lunch?”: 3 paper ballots of at most 3. Understood: 1a · Yes 3",
        "Another teller counted: 1a · Yes 2 and 1b · No 1. Nothing is counted until two agree. "
        "Count again and send it again.",
    ]
    assert (await chair.lines("/tally 1 yes 2, no 1", BEN))[1] == (
        "Two tellers agree. It is counted with the votes from the chat."
    )
    await hall.cast(vote, _1="a")
    await hall.count(await hall.close(vote))
    assert "On paper: 3 of these: 1a · Yes 2 and 1b · No 1" in await chair.lines("/result 1")
    assert "Turnout: 4 of 5 on the roll (80.0 %)" in await chair.lines("/result 1")


async def test_difference_about_few_secret_papers_names_no_numbers(chair: Podium) -> None:
    await on_paper(chair.hall, 4, 5)
    await chair.hall.open(SECRET)
    await chair.write("/tally 1 yes 2")
    assert (await chair.lines("/tally 1 yes 1, no 1", BEN))[1] == (
        "Another teller counted something else for: 1a · Yes and 1b · No. Nothing is counted until two agree. "
        "Count again and send it again."
    )


async def test_teller_counts_in_private_and_the_chair_hears_of_it(chair: Podium) -> None:
    hall = chair.hall
    for number in ("3", "4"):
        done(await hall.run(roles.give, await hall.event(), number, Role.TELLER, CLI))
    await on_paper(hall, 5)
    await hall.open()
    assert (await chair.talk.write("telegram:3", "/tally 1 yes 1"))[0].endswith("a second teller sends the same.")
    assert (await chair.talk.write("telegram:4", "/tally 1 ja 1"))[0].endswith("with the votes from the chat.")
    assert [chat for kind, _, chat in await hall.sent_to() if kind == "alarm"][-1] == "telegram:-100"
    refused = await chair.talk.write("telegram:5", "/tally 1 yes 1")
    assert (len(refused), refused[0].startswith("Vote 1")) == (1, False)


async def test_chair_reads_at_opening_and_closing_that_papers_are_out(chair: Podium) -> None:
    await on_paper(chair.hall, 4, 5)
    await chair.hall.draft()
    assert "2 members vote on paper: hand out ballots. Two tellers each count and send: /tally 1 …" in (
        await chair.lines("/open 1")
    )
    assert (await chair.hall.run(votes.of_event, AGM))[0].papers.voters.heads == 2
    assert await chair.write("/tally 1 yes 1", ANN) != []
