"""Acceptance, lots, rulings and run-offs as they are written down."""

from dataclasses import replace

import pytest

from core import acceptance, casting, counting, decisions, voting
from core.boards import board_hash, board_lines
from core.casting import Cast
from core.elections import next_round, sitting
from core.errors import Refusal, refuse
from core.journal import CLI
from core.methods import METHODS
from core.methods.model import Ballots, Result, Settings
from core.model import COUNTING_RULES, Acceptance, Definition, Option, Purpose, Vote, VoteState
from core.outgoing import DeliveryKind, DeliveryState, Settled
from core.store import deliveries, events, journal, told, votes
from core.store.writer import Tx
from core.telling import read_alarm
from tests.people import AGM, Hall, code, done

pytestmark = pytest.mark.anyio
YES, NO = Acceptance.ACCEPTED, Acceptance.DECLINED
CHAT = "telegram:-100"
BOARD = Definition(
    "Board",
    (Option("a", "Ada", member="1"), Option("b", "Bea", member="2"), Option("c", "Cem"), Option("d", "Dan", {}, "4")),
    kind="election", method="block", majority="", seats=2, maximum=2,
)  # fmt: skip
LUNCH = Definition("Lunch?", (Option("a", ""), Option("b", ""), Option("c", "")), tie="lot")


async def counted(hall: Hall, definition: Definition, *choices: str) -> Vote:
    vote = await hall.open(definition)
    wishes = [Cast(f"telegram:{number}", vote.id, choice) for number, choice in enumerate(choices, start=1)]
    await hall.run(casting.cast, wishes)
    await hall.close(vote)
    return await hall.count(vote)


async def published(hall: Hall, definition: Definition, *choices: str) -> Vote:
    """Published to a hall with a chair channel; all that was to be sent before is sent."""
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    vote = await counted(hall, definition, *choices)
    for delivery in await hall.waiting():
        await hall.settle(delivery, DeliveryState.SENT)
    return done(await hall.run(counting.publish, await hall.event(), [vote], CLI))[0]


async def said(hall: Hall, vote: Vote, option: str, word: Acceptance, *, chair: bool = False) -> Vote | Refusal:
    return await hall.run(lambda tx: _said(tx, vote, option, word, chair=chair))


async def _said(tx: Tx, vote: Vote, option: str, word: Acceptance, *, chair: bool) -> Vote | Refusal:
    current = await votes.by_id(tx, vote.id)
    assert current
    return await acceptance.answer(tx, current, option, word, CLI, chair=chair)


async def about(hall: Hall, *kinds: str, state: DeliveryState = DeliveryState.QUEUED) -> list[tuple[str, str]]:
    return [(item.kind.value, item.chat) for item in await hall.waiting(state) if item.kind.value in kinds]


async def worded(hall: Hall, *kinds: str) -> list[Settled]:
    """The messages of these kinds, on their way with what is so now."""
    mine = [item for item in await hall.waiting() if item.kind.value in kinds]
    said = await hall.run(told.fingerprints, mine)
    return [Settled(item, DeliveryState.SENT, "m1", said=said.get(item.id, "")) for item in mine]


async def send(hall: Hall, *kinds: str, error: str = "") -> None:
    """The messages of these kinds arrive, or fail."""
    state, ref = (DeliveryState.FAILED, "") if error else (DeliveryState.SENT, "m1")
    for item in await worded(hall, *kinds):
        await hall.run(deliveries.settle, [replace(item, state=state, ref=ref, error=error)])


# -- acceptance


@pytest.mark.parametrize(
    ("option", "chair", "refusal"), [("d", True, "not-elected"), ("", True, "not-elected"), ("a", False, "not-elected")]
)
async def test_before_publication_only_the_chair_can_answer_and_only_for_the_elected(
    hall: Hall, option: str, chair: bool, refusal: str
) -> None:
    vote = await counted(hall, BOARD, "a+b", "a+b", "a+c")
    assert code(await said(hall, vote, option, YES, chair=chair)) == refusal
    assert (await hall.again(vote)).answers == {}


async def test_refusal_after_which_the_counts_differ_writes_nothing(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b", "a+d")
    right = METHODS["block"]

    def wrong(ballots: Ballots, settings: Settings) -> Result:
        found = right.recount(ballots, settings)
        return replace(found, elected=found.elected[::-1]) if settings.withdrawn else found

    monkeypatch.setattr("core.definition.METHODS", {"block": replace(right, recount=wrong)})
    assert code(await said(hall, vote, "b", NO)) == "counts-differ"
    assert (await hall.again(vote)).answers == {}


async def test_nobody_accepts_a_vote_on_a_matter(hall: Hall) -> None:
    vote = await counted(hall, replace(BOARD, kind="vote"), "a+b")
    assert code(await said(hall, vote, "a", YES, chair=True)) == "not-an-election"


async def test_publication_asks_the_elected_who_have_accounts_and_the_chair_has_one_message(hall: Hall) -> None:
    await published(hall, BOARD, "a+c", "a+c", "a+d")
    assert await about(hall, "elected", "acceptance") == [("elected", "telegram:1"), ("acceptance", CHAT)]


async def test_nobody_is_asked_about_a_vote_on_a_matter_or_without_anybody_elected(hall: Hall) -> None:
    await published(hall, replace(BOARD, kind="vote"), "a+c")
    await published(hall, BOARD)
    assert await about(hall, "elected", "acceptance") == []


async def test_answer_in_the_hall_before_publication_is_not_asked_for_again(hall: Hall) -> None:
    vote = await counted(hall, BOARD, "a+b", "a+b")
    done(await said(hall, vote, "a", YES, chair=True))
    done(await hall.run(counting.publish, await hall.event(), [await hall.again(vote)], CLI))
    assert await about(hall, "elected") == [("elected", "telegram:2")]


async def test_refusal_asks_the_next_in_line_and_tells_the_chair(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b", "a+d")
    await send(hall, "elected", "acceptance")
    after = done(await said(hall, vote, "b", NO))
    assert (sitting(after), after.answers) == (("a", "d"), {"b": NO})
    assert await about(hall, "elected", "alarm") == [("elected", "telegram:4"), ("alarm", CHAT)]
    outdated = await about(hall, "elected", "acceptance", state=DeliveryState.OUTDATED)
    assert outdated == [("elected", "telegram:2"), ("acceptance", CHAT)]


async def test_chair_hears_that_nobody_is_next_in_line(hall: Hall) -> None:
    vote = await published(hall, replace(BOARD, options=BOARD.options[:2]), "a+b", "a+b")
    await said(hall, vote, "b", NO)
    (alarm,) = [item for item in await hall.waiting() if item.kind is DeliveryKind.ALARM]
    heard = read_alarm(await hall.run(deliveries.notice, alarm.subject))
    assert heard == refuse("elected-declined", number=1, who="1b Bea", next="none")


@pytest.mark.parametrize(
    ("definition", "choices", "outcome"),
    [
        (BOARD, ("abstain", "", "abstain"), "no_result"),
        (replace(BOARD, majority="at least 3/4 of valid"), ("a", "b", "c"), "none_elected"),
        (replace(BOARD, method="per-candidate", minimum=0, maximum=4), ("abstain", "a:abstain b:abstain"), "no_result"),
        (replace(BOARD, method="per-candidate", minimum=0, maximum=4), ("a:no", "a:no b:no"), "none_elected"),
    ],
)
async def test_election_that_nobody_wins_tells_whether_anybody_was_for_or_against(
    hall: Hall, definition: Definition, choices: tuple[str, ...], outcome: str
) -> None:
    assert (await counted(hall, definition, *choices)).outcome == outcome


async def test_same_answer_again_changes_nothing(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b")
    done(await said(hall, vote, "a", YES))
    before = await hall.run(journal.head, AGM)
    assert (done(await said(hall, vote, "a", YES)).answers, await hall.run(journal.head, AGM)) == ({"a": YES}, before)


async def test_changed_mind_is_for_the_chair_to_write_down(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b", "a+d")
    done(await said(hall, vote, "b", NO))
    assert await said(hall, vote, "b", YES) == refuse("answered-already", number=1, answer="declined")
    after = done(await said(hall, vote, "b", YES, chair=True))
    assert (sitting(after), after.answers) == (("a", "b"), {"b": YES})


async def test_seat_that_the_next_in_line_has_accepted_is_not_given_back(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b", "a+d")
    done(await said(hall, vote, "b", NO))
    done(await said(hall, vote, "d", YES))
    refused = await said(hall, vote, "b", YES, chair=True)
    assert (code(refused), (await hall.again(vote)).answers) == ("seat-taken", {"b": NO, "d": YES})


async def test_answers_are_in_the_journal_under_a_pseudonym(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+c", "c")
    done(await said(hall, vote, "a", YES))
    done(await said(hall, vote, "c", NO, chair=True))
    people = await hall.run(journal.people, AGM)
    entries = [entry for entry in await hall.run(journal.entries, AGM) if entry.kind.startswith("election.")]
    written = [(entry.kind, entry.data["option"], people.get(str(entry.data.get("member")))) for entry in entries]
    assert written == [("election.accept", "a", await hall.id(1)), ("election.decline", "c", None)]


async def test_answer_that_comes_while_the_message_to_the_chair_is_under_way_is_drawn_afterwards(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b")
    await send(hall, "elected")
    under_way = await worded(hall, "acceptance")
    done(await said(hall, vote, "a", YES))
    await hall.run(deliveries.settle, under_way)
    assert await about(hall, "acceptance", state=DeliveryState.OUTDATED) == [("acceptance", CHAT)]


async def test_message_to_the_chair_that_names_too_many_as_asked_is_drawn_afterwards(hall: Hall) -> None:
    await published(hall, BOARD, "a+b", "a+b")
    under_way = await worded(hall, "acceptance")
    await send(hall, "elected", error="unreachable")
    await hall.run(deliveries.settle, under_way)
    assert await about(hall, "acceptance", state=DeliveryState.OUTDATED) == [("acceptance", CHAT)]


async def test_message_to_the_chair_under_way_while_nothing_happens_is_sent_once(hall: Hall) -> None:
    await published(hall, BOARD, "a+b", "a+b")
    await send(hall, "elected", "acceptance")
    assert await about(hall, "acceptance", state=DeliveryState.OUTDATED) == []


async def test_chair_is_shown_who_could_not_be_reached_whatever_arrives_first(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b")
    await send(hall, "acceptance")
    assert await hall.run(acceptance.asked, vote) == {"a": True, "b": True}
    await send(hall, "elected", error="unreachable")
    assert await hall.run(acceptance.asked, vote) == {"a": False, "b": False}
    assert await about(hall, "acceptance", state=DeliveryState.OUTDATED) == [("acceptance", CHAT)]


# -- lots


@pytest.mark.parametrize(
    ("choices", "drawn", "refusal"),
    [(["a+b", "a+b"], ["a"], "no-tie"), (["a+b", "a+d"], ["a"], "not-tied"), (["a+b", "a+d"], ["b", "c"], "not-tied")],
)
async def test_lot_that_decides_nothing_is_refused(
    hall: Hall, choices: list[str], drawn: list[str], refusal: str
) -> None:
    vote = await counted(hall, BOARD, *choices)
    assert code(await hall.run(decisions.draw, vote, drawn, CLI)) == refusal
    assert (await hall.again(vote)).drawn == ()


async def test_lot_that_was_drawn_decides_and_the_chair_reads_the_result_anew(hall: Hall) -> None:
    vote = await published(hall, BOARD, "a+b", "a+d")
    await send(hall, "elected", "acceptance", "result")
    after = done(await hall.run(decisions.draw, vote, ["d"], CLI))
    assert (after.drawn, vote.outcome, after.outcome, sitting(after)) == (("d",), "partly", "elected", ("a", "d"))
    anew = await about(hall, "counted", "elected", "result")
    assert sorted({kind for kind, _ in anew}) == ["counted", "elected", "result"]
    assert ("elected", "telegram:4") in anew


async def test_second_lot_is_for_the_next_in_line(hall: Hall) -> None:
    vote = await counted(hall, replace(BOARD, seats=1), "a", "b", "d")
    first = done(await hall.run(decisions.draw, vote, ["d"], CLI))
    declined = done(await said(hall, first, "d", NO, chair=True))
    assert sitting(declined) == ()
    assert sitting(done(await hall.run(decisions.draw, declined, ["b"], CLI))) == ("b",)


async def test_public_words_decide_and_anybody_can_repeat_it(hall: Hall) -> None:
    vote = await counted(hall, BOARD, "a+b", "a+d")
    assert [code(await hall.run(decisions.draw_by_seed, vote, words, CLI)) for words in (" ", "\u200b")] == [
        "lot-words-missing"
    ] * 2
    after = done(await hall.run(decisions.draw_by_seed, vote, "lot\u200btery  4\u00a08 15\u2060", CLI))
    board = board_hash(await hall.run(board_lines, vote))
    entry = (await hall.run(journal.of_kind, AGM, "vote.lot"))[-1]
    assert (entry.data["board"], entry.data["words"], entry.data["seed"]) == (board, "lottery 4 8 15", after.seed)
    assert (after.seed, after.outcome) == (decisions.seed_of(board, "lottery 4 8 15"), "elected")


@pytest.mark.parametrize(("drawn", "outcome"), [("a", "carried"), ("b", "rejected")])
async def test_lot_decides_a_question_that_says_so(hall: Hall, drawn: str, outcome: str) -> None:
    vote = await counted(hall, LUNCH, "a", "b")
    after = done(await hall.run(decisions.draw, vote, [drawn], CLI))
    assert (vote.outcome, after.outcome) == ("tie", outcome)
    assert code(await hall.run(decisions.draw, after, [drawn], CLI)) == "no-tie"


async def test_lot_decides_no_question_under_another_rule(hall: Hall) -> None:
    vote = await counted(hall, replace(LUNCH, tie="chair"), "a", "b")
    assert code(await hall.run(decisions.draw, vote, ["a"], CLI)) == "no-tie"


# -- rulings and run-offs


@pytest.mark.parametrize(("text", "refusal"), [("  ", "ruling-missing"), ("x" * 1001, "text-long")])
async def test_ruling_that_says_nothing_or_too_much_is_refused(hall: Hall, text: str, refusal: str) -> None:
    vote = await counted(hall, LUNCH, "a", "b")
    assert code(await hall.run(decisions.rule, vote, text, CLI)) == refusal


async def test_ruling_stands_beside_the_verdict_and_the_journal_has_every_one(hall: Hall) -> None:
    vote = await counted(hall, replace(LUNCH, tie="chair"), "a", "b")
    for text in ("carried", "rejected after all"):
        done(await hall.run(decisions.rule, vote, text, CLI))
    after = await hall.again(vote)
    entries = await hall.run(journal.of_kind, AGM, "vote.ruling")
    assert (after.ruling, after.outcome) == ("rejected after all", "tie")
    assert [entry.data["text"] for entry in entries] == ["carried", "rejected after all"]


async def test_run_off_is_drafted_once_unless_its_draft_is_deleted(hall: Hall) -> None:
    vote = await counted(hall, BOARD, "a+b", "a+d")
    definition = done(next_round(vote))
    event = await hall.event()
    drafted = done(await hall.run(decisions.run_off, event, vote, definition, CLI))
    assert (drafted.state, drafted.definition) == (VoteState.DRAFT, definition)
    refused = await hall.run(decisions.run_off, event, vote, definition, CLI)
    assert refused == Refusal("runoff-exists", {"number": 1, "next": 2})
    done(await hall.run(voting.cancel, drafted, "", CLI, "Ann"))
    assert done(await hall.run(decisions.run_off, event, vote, definition, CLI)).number == 3


async def test_edited_run_off_stays_the_run_off_of_its_vote(hall: Hall) -> None:
    vote = await counted(hall, BOARD, "a+b", "a+d")
    drafted = done(await hall.run(decisions.run_off, await hall.event(), vote, done(next_round(vote)), CLI))
    edited = done(await hall.run(voting.edit, drafted, replace(BOARD, title="Other"), CLI))
    assert (edited.definition.round, edited.definition.follows, edited.definition.title) == (2, 1, "Other")
    second = await hall.again(drafted)
    assert await hall.run(decisions.first_round, second) == await hall.again(vote)


# -- faults of the count


async def test_candidate_who_withdraws_from_an_open_vote_changes_no_ballot(hall: Hall) -> None:
    vote = await hall.open(BOARD)
    fewer = replace(BOARD, options=BOARD.options[:3])
    assert await hall.run(voting.edit, vote, fewer, CLI) == refuse("edit-open", number=vote.number)
    assert (await hall.again(vote)).definition == BOARD


async def test_vote_by_newer_rules_is_not_counted_and_the_chair_is_told_once(hall: Hall) -> None:
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    vote = await hall.open(replace(BOARD, rules=COUNTING_RULES + 1))
    closed = await hall.close(vote)
    for _ in range(2):
        refused = await hall.run(counting.count, await hall.again(closed), CLI)
        assert refused == Refusal("rules-newer", {"number": 1, "rules": COUNTING_RULES + 1})
    assert (await hall.again(vote)).state is VoteState.CLOSED
    assert await about(hall, "alarm") == [("alarm", CHAT)]


async def test_counts_that_differ_in_an_election_elect_and_ask_nobody(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = METHODS["block"]
    wrong = replace(right, recount=lambda ballots, terms: replace(right.recount(ballots, terms), vacant=7))
    monkeypatch.setattr("core.definition.METHODS", {"block": wrong})
    vote = await hall.open(BOARD)
    await hall.cast(vote, _1="a+b")
    closed = await hall.close(vote)
    assert code(await hall.run(counting.count, closed, CLI)) == "counts-differ"
    assert code(await hall.run(counting.publish, await hall.event(), [closed], CLI)) == "vote-not-possible"
    assert await about(hall, "elected", "acceptance", "result") == []


@pytest.mark.parametrize(("word", "told"), [(NO, 5), (YES, 0)])
async def test_members_get_the_result_once_more_if_somebody_else_holds_a_seat(
    hall: Hall, word: Acceptance, told: int
) -> None:
    vote = await published(hall, BOARD, "a+b", "a+b", "c")
    await send(hall, "result", "elected")
    done(await said(hall, vote, "b", word))
    assert len(await about(hall, "result")) == told
