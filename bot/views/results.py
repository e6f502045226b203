"""Results: the arithmetic for the chair, the sentence to read aloud, the same facts for members."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from adapters.contract import Button, Message, cut, escape
from bot.buttons import Act, ChairVote, encode
from bot.speech import Markup, Speech, joined
from bot.views.choices import name, option_label, option_text
from bot.views.terms import (
    amount,
    base_words,
    condition_words,
    few,
    majority_words,
    quorum_figures,
    quorum_words,
)
from bot.views.votes import MOST_OPTIONS, bounded
from core import counting
from core.definition import settings
from core.floor import quorum_at_opening
from core.methods.model import Result, Tallied, figures
from core.model import UNIT, Event, Vote, VoteState
from core.rules import Base, Check, Figures

QUESTION = "yes-no-abstain"
LONGEST_OPTION = 60
"""Characters of an option in a running sentence."""


@dataclass(frozen=True, slots=True)
class _Case:
    """A counted vote with all that its result is told from."""

    speech: Speech
    vote: Vote
    event: Event
    result: Result

    @property
    def question(self) -> bool:
        return self.result.method == QUESTION

    @property
    def checks(self) -> tuple[Check, ...]:
        verdict = self.result.options[0].verdict
        return verdict.checks if verdict and self.question else ()

    @property
    def figures(self) -> Figures:
        yes, no = (option.votes for option in self.result.options[:2])
        roll = Tallied(self.vote.roll.heads, self.vote.roll.weight)
        terms = settings(self.vote.definition, roll, Tallied(self.vote.entitled.heads, self.vote.entitled.weight))
        return figures(yes, no, self.result.abstain, self.result.blank, terms)

    @property
    def base(self) -> Base:
        """What the percentages of heads are of."""
        first = self.checks[0].condition.base if self.checks else Base.VALID
        return Base.PRESENT if first is Base.WEIGHT else first

    @property
    def base_total(self) -> int:
        return int(self.figures.heads.of(self.base)) if self.question else self.result.valid.heads

    @property
    def weighted(self) -> bool:
        """Whether any weight differs from 1."""
        box = (self.vote.box or {}).values()
        uneven = any(weight != heads * UNIT for heads, weight in box)
        return uneven or self.vote.roll.weight != self.vote.roll.heads * UNIT


def percent(speech: Speech, part: int | Fraction, whole: int | Fraction) -> str:
    """One decimal, rounded half up from the exact fraction; for reading only, it never decides."""
    if not whole:
        return "–"
    tenths = int(Fraction(part) * 1000 / Fraction(whole) + Fraction(1, 2))
    return speech.toast("percent", whole=str(tenths // 10), tenth=str(tenths % 10))


def for_chair(speech: Speech, vote: Vote, event: Event) -> Message:
    """The result with its arithmetic, and [Publish] until members have it."""
    case = _Case(speech, vote, event, counting.result(vote))
    published = vote.state is VoteState.PUBLISHED
    parts = [
        joined([_head(case), _verdict(case)]),
        _counts(case),
        joined([_turnout(case), _late(case), *_weights(case), *_arithmetic(case), _quorum(case)]),
        joined([speech.say("result-read-aloud"), Markup(f"<i>{_sentence(case)}</i>")]),
        speech.say("result-published" if published else "result-unpublished", number=vote.number),
    ]
    button = Button(speech.toast("button-vote-publish", number=vote.number), encode(ChairVote(Act.PUBLISH, vote.id)))
    return Message(_paragraphs(parts), () if published else ((button,),))


def for_members(speech: Speech, vote: Vote, event: Event) -> Message:
    """The same facts, shorter."""
    case = _Case(speech, vote, event, counting.result(vote))
    parts = [joined([_head(case), _verdict(case)]), _counts(case), joined([_turnout(case), *_weights(case)])]
    return Message(_paragraphs([*parts, _sentence(case)]))


def sentence(speech: Speech, vote: Vote, event: Event) -> Markup:
    """What the chair reads aloud: verdict, figures, what was needed, the quorum."""
    return _sentence(_Case(speech, vote, event, counting.result(vote)))


def _paragraphs(parts: list[Markup]) -> Markup:
    return Markup("\n\n".join(part for part in parts if part))


def _head(case: _Case) -> Markup:
    key = "result-head-rehearsal" if case.event.rehearsal else "result-head"
    return case.speech.say(key, vote=name(case.speech, case.vote))


def _verdict(case: _Case) -> Markup:
    word = case.speech.say(_verdict_key(case), kind=case.vote.definition.kind)
    return joined([Markup(f"<b>{word}</b>"), _what_follows(case)])


def _verdict_key(case: _Case) -> str:
    word = case.vote.outcome or counting.verdict_word(case.result)
    return f"verdict-{word.replace('_', '-')}"


def _what_follows(case: _Case) -> Markup:
    """A tie says what the rule makes of it; an open seat says that it is open."""
    speech, word = case.speech, case.vote.outcome
    if case.question:
        return speech.say(f"tie-{case.vote.definition.tie}") if word == "tie" else Markup("")
    ties = [speech.say("result-tied", names=_names(case, tied)) for tied in case.result.tied]
    return joined([*ties, speech.say("result-vacant", count=case.result.vacant) if case.result.vacant else ""])


def _names(case: _Case, labels: tuple[str, ...]) -> Markup:
    options = {option.label: option for option in case.vote.definition.options}
    return few(cut(option_label(case.speech, case.vote, options[label]), LONGEST_OPTION) for label in labels)


# -- figures


def _counts(case: _Case) -> Markup:
    lines = _question_lines(case) if case.question else _mark_lines(case)
    blank = case.speech.say("result-blank", count=case.result.blank.heads)
    return joined([bounded(case.speech, lines, MOST_OPTIONS), blank if case.result.blank.heads else "", _of(case)])


def _of(case: _Case) -> Markup:
    if not case.question:
        return case.speech.say("result-of-ballots", total=case.base_total)
    words = case.speech.say("term-base", base=case.base.value, weighed="false")
    return case.speech.say("result-of", total=case.base_total, base=words)


def _question_lines(case: _Case) -> list[Markup]:
    counted = {option.label: option.votes.heads for option in case.result.options}
    in_base = {"a", "b"} if case.base is Base.YES_NO else set(counted)
    return [
        _line(case, option_label(case.speech, case.vote, option), counted[option.label], option.label in in_base)
        for option in case.vote.definition.options
    ]


def _mark_lines(case: _Case) -> list[Markup]:
    """By votes, most first; who is elected is said in words."""
    options = {option.label: option for option in case.vote.definition.options}
    ranked = sorted(case.result.options, key=lambda option: -option.votes.heads)
    lines = [
        _line(case, _marked_label(case, option_label(case.speech, case.vote, options[o.label]), o.label), o.votes.heads)
        for o in ranked
    ]
    abstained = case.result.abstain.heads
    return [*lines, _line(case, case.speech.toast("option-abstain"), abstained)] if abstained else lines


def _marked_label(case: _Case, label: str, option: str) -> str:
    if option not in case.result.elected:
        return label
    return case.speech.toast("result-elected-mark", label=Markup(escape(label)), kind=case.vote.definition.kind)


def _line(case: _Case, label: str, heads: int, in_base: bool = True) -> Markup:
    if not in_base:
        return case.speech.say("result-line-plain", label=label, count=heads)
    return case.speech.say(
        "result-line", label=label, count=heads, percent=percent(case.speech, heads, case.base_total)
    )


def _turnout(case: _Case) -> Markup:
    cast, roll = case.result.cast.heads, case.vote.roll.heads
    return case.speech.say("result-turnout", cast=cast, roll=roll, percent=percent(case.speech, cast, roll))


def _late(case: _Case) -> str:
    return case.speech.say("result-late", count=case.vote.late) if case.vote.late else ""


def _weight(case: _Case, weight: int) -> str:
    return amount(case.speech, weight, by_weight=True)


def _weights(case: _Case) -> list[Markup]:
    if not case.weighted:
        return []
    options = zip(case.vote.definition.options, case.result.options, strict=True)
    parts = [
        f"{cut(option_text(case.speech, option), LONGEST_OPTION)} {_weight(case, count.votes.weight)}"
        for option, count in options
    ]
    cast, roll = _weight(case, case.result.cast.weight), _weight(case, case.vote.roll.weight)
    return [case.speech.say("result-weight", parts=few(parts), cast=cast, roll=roll)]


def _arithmetic(case: _Case) -> list[Markup]:
    if not case.question:
        seats = case.vote.definition.seats
        return [case.speech.say("result-most-votes", seats=seats, kind=case.vote.definition.kind)]
    majority = majority_words(case.speech, case.vote.definition.majority)
    return [case.speech.say("result-majority", majority=majority), *(_needed(case, check) for check in case.checks)]


def _needed(case: _Case, check: Check) -> Markup:
    by_weight = check.condition.by_weight
    return case.speech.say(
        "result-needed",
        needed=amount(case.speech, check.needed, by_weight=by_weight),
        have=amount(case.speech, check.have, by_weight=by_weight),
        more=str(by_weight and check.condition.strict).lower(),
        met=str(check.met).lower(),
    )


def _quorums(case: _Case) -> list[tuple[str, str, str]]:
    """Rule, what there was at opening, and what was needed; for the event's rule and the vote's own."""
    rules = dict.fromkeys((case.event.settings.quorum, case.vote.definition.quorum))
    return [
        (rule, *quorum_figures(case.speech, rule, quorum_at_opening(rule, case.vote)))
        for rule in rules
        if rule != "none"
    ]


def _quorum(case: _Case) -> Markup:
    lines = [
        case.speech.say("result-quorum", rule=quorum_words(case.speech, rule), have=have, needed=needed)
        for rule, have, needed in _quorums(case)
    ]
    return joined(lines) if lines else case.speech.say("result-no-quorum", present=case.vote.present.heads)


# -- the sentence


def _sentence(case: _Case) -> Markup:
    figures_ = _spoken_checks(case) if case.question else _spoken_winners(case)
    present = case.vote.present.heads
    spoken = [case.speech.say("spoken-quorum", needed=needed, have=have) for _, have, needed in _quorums(case)]
    quorum = "; ".join(spoken) if spoken else case.speech.say("spoken-present", present=present)
    verdict = case.speech.say(_verdict_key(case), kind=case.vote.definition.kind)
    follows = _what_follows(case)
    text = case.speech.say("spoken", verdict=verdict, figures=figures_, quorum=Markup(quorum))
    return Markup(f"{text} {follows.replace(chr(10), ' ')}".strip())


def _spoken_checks(case: _Case) -> Markup:
    return Markup(f" {case.speech.say('term-and')} ".join(_spoken_check(case, check) for check in case.checks))


def _spoken_check(case: _Case, check: Check) -> Markup:
    by_weight = check.condition.by_weight
    return case.speech.say(
        "spoken-check",
        have=amount(case.speech, check.have, by_weight=by_weight),
        total=amount(case.speech, check.base_total, by_weight=by_weight),
        base=base_words(case.speech, check.condition),
        percent=percent(case.speech, Fraction(check.have), Fraction(check.base_total)),
        rule=condition_words(case.speech, check.condition, "spoken-condition"),
        needed=amount(case.speech, check.needed, by_weight=by_weight),
    )


def _spoken_winners(case: _Case) -> Markup:
    options = {option.label: option for option in case.vote.definition.options}
    counts = {option.label: option.votes.heads for option in case.result.options}
    named = [
        f"{cut(option_text(case.speech, options[label]), LONGEST_OPTION)} ({counts[label]})"
        for label in case.result.elected
    ]
    return case.speech.say("spoken-winners", names=few(named), count=len(named), total=case.result.valid.heads)
