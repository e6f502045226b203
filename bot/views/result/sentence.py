"""The sentence to read aloud: who or what, by how much, what was needed, and what follows a tie or an open seat."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from bot.views.result.case import Case
from bot.views.result.notes import quorums
from bot.views.result.stages import in_play, seated
from bot.views.terms import base_words, condition_words
from bot.wording.choices import verdict
from bot.wording.lists import fitted, listed
from bot.wording.numbers import amount, brief
from bot.wording.speech import Markup, joined
from core.methods.model import Form, Lot
from core.model import Late
from core.rules import Check, Condition, Tie

MOST_NAMES = 1200
FEWER_NAMES = 400
"""Characters of the names of the elected, where there is room and where there is not."""
MOST_AMONG = 300
"""Characters of the names in a tie, a slot or a lot."""
MOST_AFTER = 1100
"""Characters of everything that follows the verdict and its figures."""


def sentence(case: Case, most: int = MOST_NAMES) -> Markup:
    """Verdict, figures, what was needed, the quorum; then ties, slots, open seats and lots."""
    if case.method.consents:
        return case.say("spoken-consent", verdict=_verdict(case), count=case.result.valid.heads)
    figures = _checks(case) if case.method.question else joined(_elected(case, most), "; ")
    quorum = joined(_quorums(case), "; ")
    by_hand = str(case.vote.definition.by_hand).lower()
    text = case.say("spoken", by_hand=by_hand, verdict=_verdict(case), figures=figures, quorum=quorum)
    return joined([text, *fitted(_after(case), MOST_AFTER)], " ")


def _quorums(case: Case) -> list[Markup]:
    return quorums(case, "spoken-quorum") or [
        case.say(
            "spoken-present",
            present=case.vote.present.heads,
            represented=case.vote.represented.heads,
            late=str(case.vote.definition.late is Late.UNTIL_CLOSE).lower(),
        )
    ]


def _verdict(case: Case) -> Markup:
    """Who is elected is elected, also where seats stay open."""
    return verdict(case.speech, case.vote, "elected" if case.board.held else case.word)


# -- a plain question


def _checks(case: Case) -> Markup:
    return case.speech.together(_check(case, check) for check in case.checks)


def _check(case: Case, check: Check) -> Markup:
    by_weight = check.condition.by_weight
    return case.say(
        "spoken-check",
        have=amount(case.speech, check.have, by_weight=by_weight),
        total=amount(case.speech, check.base_total, by_weight=by_weight),
        base=base_words(case.speech, check.condition, "term-base-of"),
        percent=case.percent(check.have, check.base_total),
        rule=condition_words(case.speech, check.condition, "spoken-condition"),
        needed=amount(case.speech, check.needed, by_weight=by_weight),
    )


# -- the elected, or what was chosen


def _elected(case: Case, most: int) -> Iterator[Markup]:
    yield listed(case.speech, [_with_figures(case, label) for label in case.board.held], most)
    yield _needed(case)
    if case.word == "none_elected" and case.method.form is not Form.RANKING:
        yield case.say("spoken-most", name=_first(case))
    valid = case.figure(case.measure(case.result.valid))
    yield case.say("spoken-valid", total=valid, weighed=str(case.by_weight).lower())


def _first(case: Case) -> Markup:
    """Who has most votes; several that are level are all named."""
    votes = {option.label: case.measure(option.votes) for option in case.result.options}
    first = [label for label, number in votes.items() if number == max(votes.values())]
    return listed(case.speech, [_with_figures(case, label) for label in first], MOST_AMONG)


def _with_figures(case: Case, label: str) -> str:
    """A name with the votes that count for it, or that it moved up, as plain text."""
    if label in case.board.moved_up:
        return case.speech.toast("spoken-moved-up", name=case.text(label))
    if case.method.pairwise:
        return case.text(label)
    if case.method.staged:
        return _at_stage(case, label)
    return _with_answers(case, label) if case.method.form is Form.ANSWERS else _with_votes(case, label)


def _with_votes(case: Case, label: str) -> str:
    votes = case.figure(case.measure(case.counts[label].votes))
    return case.speech.toast("spoken-votes", name=case.text(label), votes=votes)


def _with_answers(case: Case, label: str) -> str:
    count = case.counts[label]
    yes, no, abstain = (case.figure(case.measure(votes)) for votes in (count.votes, count.no, count.abstain))
    bounds = [_bound(case, check) for check in count.verdict.checks] if count.verdict else []
    needed = case.speech.together(bounds)
    return case.speech.toast("spoken-answers", name=case.text(label), yes=yes, no=no, abstain=abstain, needed=needed)


def _bound(case: Case, check: Check) -> Markup:
    weighed = str(check.condition.by_weight).lower()
    return case.say("spoken-bound", needed=_amount_needed(case, check), weighed=weighed)


def _at_stage(case: Case, label: str) -> str:
    """Of the elected, the stage of their election; of the tied, the last one."""
    if label not in case.result.elected:
        votes = brief(case.speech, case.result.stages[-1].votes[label])
        return case.speech.toast("spoken-votes", name=case.text(label), votes=votes)
    won = seated(case, label)
    votes = brief(case.speech, won.votes)
    below = str(won.below).lower()
    return case.speech.toast("spoken-stage", name=case.text(label), stage=won.stage, votes=votes, below=below)


# -- what was needed


def _needed(case: Case) -> Markup:
    if case.method.staged:
        return _quota(case)
    if case.method.pairwise:
        return _before_default(case)
    if case.method.form is Form.ANSWERS:
        return case.say("spoken-majority", rule=_rules(case))
    needs = [
        case.say("spoken-needed", rule=_rule(case, check.condition), needed=_amount_needed(case, check))
        for check in case.checks
    ]
    return case.speech.together(needs)


def _rule(case: Case, condition: Condition) -> Markup:
    return condition_words(case.speech, condition, "spoken-condition")


def _rules(case: Case) -> Markup:
    """Every condition of the majority; where none is written, the simple one applies."""
    words = (condition_words(case.speech, condition) for condition in case.majority.conditions)
    return case.speech.together(words)


def _amount_needed(case: Case, check: Check) -> str:
    return amount(case.speech, check.needed, by_weight=check.condition.by_weight)


def _quota(case: Case) -> Markup:
    """The quota of the last stage; without one, half of what was still in play at it."""
    last = case.result.stages[-1]
    if last.quota:
        return case.say("spoken-stv", quota=brief(case.speech, last.quota))
    if not case.result.elected:
        return Markup("")
    half = in_play(last) / 2
    needed = half if case.by_weight else Fraction(half.numerator // half.denominator + 1)
    total, bound = (brief(case.speech, str(number)) for number in (in_play(last), needed))
    return case.say("spoken-half", total=total, needed=bound)


def _before_default(case: Case) -> Markup:
    default = case.terms.default_option
    if not default:
        return Markup("")
    return case.say("spoken-default", default=case.text(default), rule=_rules(case))


# -- what follows


def _after(case: Case) -> Iterator[Markup]:
    if case.method.question:
        yield from _after_question(case)
        return
    for tied in case.board.tied:
        names = listed(case.speech, [_with_figures(case, label) for label in tied], MOST_AMONG)
        yield case.say("result-tied", names=names)
        yield case.say("stage-tie" if case.method.staged else f"seat-tie-{case.vote.definition.tie}")
    yield from _slots(case)
    if case.board.vacant and not case.board.slots:
        yield case.say("result-vacant", count=case.board.vacant, kind=case.kind)
    yield from (_lot(case, lot) for lot in case.result.lots)


def _after_question(case: Case) -> Iterator[Markup]:
    for lot in case.result.lots:
        key = "result-chair-question" if case.vote.definition.tie == Tie.CHAIR else "result-lot-question"
        yield case.say(key, option=case.text(lot.order[0]))
    if case.word == "tie":
        yield case.say(f"tie-{case.vote.definition.tie}")


def _slots(case: Case) -> Iterator[Markup]:
    """Which seat is whose, and which stays open; none does that waits for a lot."""
    waits = bool(case.board.tied) and case.vote.definition.tie == Tie.LOT
    for slot, held in zip(case.vote.definition.slots, case.board.slots, strict=False):
        names = listed(case.speech, [case.text(label) for label in held], MOST_AMONG) or Markup("–")
        yield case.say("result-slot", slot=slot.name, names=names, open=0 if waits else slot.seats - len(held))


def _lot(case: Case, lot: Lot) -> Markup:
    among = listed(case.speech, [case.text(label) for label in lot.among], MOST_AMONG)
    places = (f"{place}. {case.text(label)}" for place, label in enumerate(lot.order, 1))
    order = listed(case.speech, places, MOST_AMONG)
    key = "result-chair" if case.vote.definition.tie == Tie.CHAIR and not case.vote.seed else "result-lot"
    return case.say(key, among=among, order=order)
