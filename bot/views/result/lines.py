"""The figures of a result: a line for each option, what 100 % is, and the arithmetic of the rule."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from adapters.contract import cut
from bot.views.result.case import Case
from bot.views.terms import base_words, majority_words
from bot.wording.lists import listed
from bot.wording.numbers import amount, exact, weight, whole
from bot.wording.speech import Markup
from core.methods.model import Form, OptionCount, figures
from core.model import Acceptance
from core.rules import Base, Check, Condition, Outcome
from core.totals import Totals

MOST_PARTS = 400
"""Characters of the second total, of heads or of weight."""
LONGEST_PART = 30


def lines(case: Case) -> list[Markup]:
    """What each option came to: most votes first, in a ranking best first."""
    if case.method.consents:
        return [case.say("result-objections", count=case.result.valid.heads)]
    if case.method.question:
        return _question(case)
    if case.method.form is Form.ANSWERS:
        return [*(_answered(case, option) for option in by_votes(case)), *_abstained(case)]
    if case.method.pairwise:
        return [*_ranks(case), *(_dropped(case, label) for label in case.result.dropped), *_abstained(case)]
    head = [case.say("result-first-preferences")] if case.method.staged else []
    return [*head, *(_line(case, option.label, option.votes) for option in by_votes(case)), *_abstained(case)]


def foot(case: Case) -> list[Markup]:
    """Blank ballots, and what the percentages are of."""
    blank = case.result.blank
    if case.method.consents:
        return [case.say("result-taken-back", count=blank.heads)] if blank.heads else []
    told = weight(case.speech, blank.weight) if case.vote.unit else whole(case.speech, blank.heads)
    return [case.say("result-blank", count=told) if blank.heads else Markup(""), _whole(case)]


def second_total(case: Case) -> list[Markup]:
    """Weight beside heads where weights differ; heads beside weight where weight decides."""
    if case.vote.unit or not (case.weighted or case.by_weight):
        return []  # of a secret vote that weight alone decides nobody knows the heads
    parts = [
        case.say("counted", what=cut(case.text(option.label), LONGEST_PART), count=_other(case, option.votes))
        for option in case.result.options
    ]
    cast, roll = case.result.cast, case.vote.roll
    shown = listed(case.speech, parts, MOST_PARTS)
    if case.by_weight:
        return [case.say("result-heads", parts=shown, cast=cast.heads, roll=roll.heads)]
    cast_weight, roll_weight = (weight(case.speech, total.weight) for total in (cast, roll))
    return [case.say("result-weight", parts=shown, cast=cast_weight, roll=roll_weight)]


def arithmetic(case: Case) -> list[Markup]:
    """By which rule it was decided, and with which numbers."""
    if case.method.consents:
        return [case.say("terms-consent")]
    if case.method.question:
        return [_majority(case), *(_reached(case, check) for check in case.checks)]
    if case.method.staged:
        return [_quota(case)]
    if case.method.pairwise:
        return _by_pairs(case)
    if case.method.form is Form.ANSWERS:
        return [_majority(case), _most_votes(case, "result-most-of-them")]
    if not case.checks:
        return [_most_votes(case)]
    needed = (_needed(case, check) for check in case.checks)
    return [_majority(case), *needed, _most_votes(case, "result-most-of-them")]


def _other(case: Case, votes: Totals) -> str:
    """The total that does not decide."""
    return whole(case.speech, votes.heads) if case.by_weight else weight(case.speech, votes.weight)


# -- a plain question


def _condition(case: Case) -> Condition:
    """The one whose base the percentages of a plain question are of: the first that looks at the total shown."""
    conditions = case.majority.conditions
    return next(condition for condition in conditions if case.by_weight or not condition.by_weight)


def base_total(case: Case) -> int:
    """What 100 % of a plain question is, in the total shown."""
    yes, no = (option.votes for option in case.result.options[:2])
    totals = figures(yes, no, case.result.abstain, case.result.blank, case.terms)
    return int(totals.side(_condition(case)).of(_condition(case).base))


def _question(case: Case) -> list[Markup]:
    total = base_total(case)
    return [
        _share(case, case.label(o.label), o.votes, total if in_base(case, o) else None) for o in case.counts.values()
    ]


def in_base(case: Case, option: OptionCount) -> bool:
    """Whether what is said here is part of what 100 % is of a plain question."""
    return option.label in {"a", "b"} or _condition(case).base is not Base.YES_NO


def _whole(case: Case) -> Markup:
    weighed = str(case.by_weight).lower()
    if case.method.question:
        return case.say(
            "result-of", total=case.figure(base_total(case)), base=base_words(case.speech, _condition(case))
        )
    if check := _base_of_marks(case):
        return case.say(
            "result-of", total=case.figure(int(check.base_total)), base=base_words(case.speech, check.condition)
        )
    key = "result-of-ballots" if shares(case) else "result-valid"
    return case.say(key, total=case.figure(case.measure(case.result.valid)), weighed=weighed)


# -- options


def shares(case: Case) -> bool:
    """Whether votes are a share of the ballots: no ballot counts twice for one option, and each says one thing."""
    answered = case.method.form is Form.ANSWERS or case.method.pairwise
    return not answered and case.terms.cumulate == 1


def _base_of_marks(case: Case) -> Check | None:
    """The condition whose base marks are a share of, as for a plain question; None where that is the valid ballots."""
    check = next((check for check in case.checks if check.condition.by_weight == case.by_weight), None)
    return check if shares(case) and check and check.condition.base is not Base.VALID else None


def whole_of_marks(case: Case) -> int | None:
    """What 100 % of marks is, in the total shown; None where options have no share of the same whole."""
    check = _base_of_marks(case)
    valid = case.measure(case.result.valid) if shares(case) else None
    return int(check.base_total) if check else valid


def whole_of_abstentions(case: Case) -> int | None:
    """The same for abstentions, which a base of yes and no leaves out."""
    check = _base_of_marks(case)
    return None if check and check.condition.base is Base.YES_NO else whole_of_marks(case)


def by_votes(case: Case) -> list[OptionCount]:
    """Most votes first; level ones as on the ballot."""
    return sorted(case.result.options, key=lambda option: -case.measure(option.votes))


def _line(case: Case, label: str, votes: Totals) -> Markup:
    verdict = case.counts[label].verdict
    if shares(case) or verdict is None:
        return _share(case, marked(case, label), votes, whole_of_marks(case))
    have, total, _ = amounts(case, verdict.checks[0])
    marks = case.figure(case.measure(votes))
    return case.say("result-line-backed", label=marked(case, label), count=marks, have=have, total=total)


def _abstained(case: Case) -> list[Markup]:
    votes, word = case.result.abstain, case.speech.toast("option-abstain")
    return [_share(case, word, votes, whole_of_abstentions(case))] if votes.heads else []


def _share(case: Case, label: str, votes: Totals, base: int | None) -> Markup:
    part = case.measure(votes)
    if base is None:
        return case.say("result-line-plain", label=label, count=case.figure(part))
    return case.say("result-line", label=label, count=case.figure(part), percent=case.percent(part, base))


def marked(case: Case, label: str) -> Markup:
    """The option, and in words what became of it."""
    name, fate = case.label(label), fate_of(case, label)
    return case.say("result-marked", label=name, fate=fate, kind=case.kind) if fate else Markup.escape(name)


def fate_of(case: Case, label: str) -> str:
    """What became of an option, for the text `result-fate`; "" where there is nothing to say."""
    if case.vote.answers.get(label) is Acceptance.DECLINED:
        return "declined"
    if label in case.board.held:
        return "elected"
    if label in chain.from_iterable(case.board.tied):
        return "tied"
    verdict = case.counts[label].verdict
    if verdict is None or label == case.vote.definition.nobody or case.method.pairwise:
        return ""
    # marks are only for somebody: as many for as against is no more than too few
    known = case.method.form is Form.ANSWERS or verdict.outcome is Outcome.CARRIED
    return verdict.outcome.replace("_", "-") if known else "rejected"


def _answered(case: Case, option: OptionCount) -> Markup:
    yes, no, abstain = (case.figure(case.measure(votes)) for votes in (option.votes, option.no, option.abstain))
    checks = option.verdict.checks if option.verdict else ()
    told = case.speech.together(answer_check(case, check) for check in checks)
    label = marked(case, option.label)
    return case.say("result-answers", label=label, yes=yes, no=no, abstain=abstain, checks=told)


def answer_check(case: Case, check: Check) -> Markup:
    """What there was of how much, and what was needed."""
    by_weight = check.condition.by_weight
    have, total, needed = amounts(case, check)
    return case.say(
        "result-answers-check",
        have=have,
        total=total,
        percent=case.percent(check.have, check.base_total),
        needed=needed,
        weighed=str(by_weight).lower(),
    )


# -- a ranking


def _ranks(case: Case) -> Iterator[Markup]:
    """A place a line; beside each how it fared against the one before it."""
    before = ""
    places = [(place, label) for place, equals in enumerate(case.result.ranking, 1) for label in equals]
    for place, label in places:
        shown = marked(case, label)
        if before:
            pair = _pair(case, label, before)
            yield case.say("result-rank-pair", place=place, label=shown, before=case.vote.label(before), **pair)
        else:
            yield case.say("result-rank", place=place, label=shown)
        before = label
    if in_a_circle(case):
        yield case.say("result-circle")


def _pair(case: Case, label: str, other: str) -> dict[str, str]:
    """Votes that prefer the one, and the other."""
    pairs = case.result.pairs
    ahead, behind = case.figure(pairs[label][other]), case.figure(pairs[other][label])
    return {"ahead": ahead, "behind": behind}


def in_a_circle(case: Case) -> bool:
    """Whether somebody in the ranking was beaten by somebody further down."""
    pairs, above = case.result.pairs, list[str]()
    for equals in case.result.ranking:
        if any(pairs[label][better] > pairs[better][label] for label in equals for better in above):
            return True
        above += equals
    return False


def _dropped(case: Case, label: str) -> Markup:
    """Why an option has no place: too few votes against the default option, or fewer than its quorum."""
    default, verdict = case.terms.default_option, case.counts[label].verdict
    unmet = [amounts(case, check)[2] for check in verdict.checks if not check.met] if verdict else []
    needed = listed(case.speech, unmet) or case.figure(case.terms.default_quorum)
    names = {"label": case.label(label), "default": case.text(default)}
    return case.say("result-dropped", needed=needed, **names, **_pair(case, label, default))


# -- the rule


def _majority(case: Case) -> Markup:
    words = majority_words(case.speech, case.vote.definition.majority or "simple")
    return case.say("result-majority", majority=words)


def _most_votes(case: Case, key: str = "result-most-votes") -> Markup:
    return case.say(key, seats=case.vote.definition.seats, kind=case.kind)


def amounts(case: Case, check: Check) -> tuple[str, str, str]:
    """What there was, the base, and what was needed."""
    by_weight = check.condition.by_weight
    have, total, needed = (
        amount(case.speech, number, by_weight=by_weight) for number in (check.have, check.base_total, check.needed)
    )
    return have, total, needed


def _reached(case: Case, check: Check) -> Markup:
    have, _, needed = amounts(case, check)
    weighed, met = str(check.condition.by_weight).lower(), str(check.met).lower()
    return case.say("result-needed", have=have, needed=needed, weighed=weighed, met=met)


def _needed(case: Case, check: Check) -> Markup:
    _, total, needed = amounts(case, check)
    weighed = str(check.condition.by_weight).lower()
    return case.say("result-needed-each", needed=needed, total=total, weighed=weighed)


def _quota(case: Case) -> Markup:
    quota = case.result.stages[-1].quota
    if not quota:
        return case.say("result-half")
    method = "by-weight" if case.by_weight else case.method.name
    parts = case.vote.definition.seats + 1
    return case.say("result-quota", quota=exact(case.speech, quota), parts=parts, method=method)


def _by_pairs(case: Case) -> list[Markup]:
    ranked = case.say("result-pairwise", seats=case.vote.definition.seats)
    if not case.terms.default_option:
        return [ranked]
    majority = majority_words(case.speech, case.vote.definition.majority or "simple")
    quorum = case.figure(case.terms.default_quorum) if case.terms.default_quorum else "none"
    default = case.text(case.terms.default_option)
    return [ranked, case.say("result-default", default=default, majority=majority, quorum=quorum)]
