"""The terms of a vote in words: its majority, its quorum, who may vote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from fractions import Fraction

from adapters.contract import cut
from bot.wording.lists import listed
from bot.wording.numbers import amount
from bot.wording.speech import Markup, Speech, joined
from core.definition import OPEN_SLOT, method_of
from core.demand_rules import Demand
from core.elections import TWICE, Round, parse_runoff
from core.methods.model import Form
from core.model import Definition, Late, RollBase
from core.names import numbered
from core.rules import SHORT_WORDS, Base, Condition, QuorumState, parse_majority, parse_quorum
from core.totals import Totals


def condition_words(speech: Speech, condition: Condition, key: str = "term-condition") -> Markup:
    """`at least 2/3 of valid`; in the sentence to read aloud, `spoken-condition`, without the `at least`."""
    return speech.say(
        key,
        strict=str(condition.strict).lower(),
        share=f"{condition.threshold.numerator}/{condition.threshold.denominator}",
        base=condition.base.value,
        weighed=_weighed(condition),
    )


def base_words(speech: Speech, condition: Condition, key: str = "term-base") -> Markup:
    """The 100 % of a condition: `valid votes`, `entitled, by weight`; `term-base-of` behind `12 of 20`."""
    return speech.say(key, base=condition.base.value, weighed=_weighed(condition))


def _weighed(condition: Condition) -> str:
    return str(condition.by_weight and condition.base is not Base.WEIGHT).lower()


def majority_words(speech: Speech, majority: str) -> Markup:
    """The short name, if it has one, and always the formula."""
    conditions = parse_majority(majority).conditions
    words = speech.together(condition_words(speech, condition) for condition in conditions)
    short = next((word for word, known in SHORT_WORDS.items() if conditions == (known,)), "")
    return speech.say("term-majority", short=short_words(speech, short), formula=words) if short else words


def short_words(speech: Speech, short: str) -> Markup:
    """`two-thirds`, `zwei Drittel`."""
    return speech.say("term-short", short=short)


def quorum_words(speech: Speech, quorum: str) -> Markup:
    """`none`, `300`, `at least 1/2 of the entitled`."""
    rule = parse_quorum(quorum)
    weighed = str(rule.by_weight).lower()
    if rule.share is None:
        fixed = speech.say("term-quorum-amount", amount=rule.amount or 0, weighed=weighed)
        return speech.say("term-quorum-none") if rule.amount is None else fixed
    share = f"{rule.share.numerator}/{rule.share.denominator}"
    return speech.say("term-quorum-share", strict=str(rule.strict).lower(), share=share, weighed=weighed)


def quorum_told(speech: Speech, rule: str, state: QuorumState) -> dict[str, str]:
    """A quorum in a sentence: the rule, what it needs, who is present, and who represented, or `none`."""
    needed, present, absent = (
        amount(speech, number, by_weight=state.by_weight)
        for number in (state.needed, state.have - state.represented, state.represented)
    )
    represented = absent if state.represented else "none"
    weighed = str(state.by_weight).lower()
    told = {"needed": needed, "present": present, "represented": represented, "weighed": weighed}
    return {"rule": quorum_words(speech, rule), **told}


def term_lines(speech: Speech, definition: Definition) -> list[Markup]:
    """Every rule that a member should know before voting, one a line."""
    lines = [_secrecy(speech, definition), *_method_lines(speech, definition)]
    if definition.follows:
        lines.insert(
            0, speech.say("terms-follows", round=definition.round, number=definition.follows, kind=definition.kind)
        )
    if definition.quorum != "none":
        lines.append(speech.say("terms-quorum", quorum=quorum_words(speech, definition.quorum)))
    if definition.by_hand:
        return lines
    time = timedelta(seconds=definition.time or 0)
    lines.append(speech.say("terms-time", time=time) if time else speech.say("terms-no-time"))
    if method_of(definition).consents:
        return lines + _exceptions(speech, definition)
    lines.append(speech.say("terms-abstain" if definition.abstain else "terms-no-abstain"))
    return lines + _exceptions(speech, definition)


def ballot_lines(speech: Speech, definition: Definition) -> list[Markup]:
    """What a ballot says of its rules besides how it is filled in: majority, seats, quota and quorum, one a line."""
    lines = list(_method_lines(speech, definition) if method_of(definition).question else _counting(speech, definition))
    if definition.quorum != "none":
        lines.append(speech.say("terms-quorum", quorum=quorum_words(speech, definition.quorum)))
    return lines


def further_lines(speech: Speech, definition: Definition) -> list[Markup]:
    """The terms that stand on no ballot, and what it belongs to."""
    on_ballot = ballot_lines(speech, definition)
    belongs = [speech.say("terms-item", item=definition.item)] if definition.item else []
    return [*belongs, *(line for line in term_lines(speech, definition) if line not in on_ballot)]


def _secrecy(speech: Speech, definition: Definition) -> Markup:
    if not definition.secret:
        if definition.by_hand:
            return speech.say("terms-by-hand")
        return speech.say("terms-named", minutes=str(definition.minutes).lower())
    said = speech.say("terms-secret", receipts=str(definition.receipts).lower())
    return joined([said, speech.say("terms-demanded") if definition.demanded else ""], " ")


def demand_words(speech: Speech, demand: Demand) -> Markup:
    """How many of those present it takes for a secret vote."""
    if isinstance(demand, Fraction):
        return speech.say("term-demand-share", share=f"{demand.numerator}/{demand.denominator}")
    return speech.say("term-demand-number", count=demand or 0)


def _exceptions(speech: Speech, definition: Definition) -> list[Markup]:
    said = {
        "terms-cast-is-cast": not definition.revote,
        "terms-close-when-all": definition.close_when_all,
        "terms-publish-at-once": definition.publish_at_once,
        "terms-names-missing": definition.secret and definition.names_missing,
        "terms-withheld": definition.withhold,
        "terms-no-minutes": not definition.minutes,
    }
    return [speech.say(key, number=definition.withhold) for key, holds in said.items() if holds]


def _method_lines(speech: Speech, definition: Definition) -> Iterator[Markup]:
    """Every rule of the count and of what follows it, one a line."""
    if method_of(definition).consents:
        yield speech.say("terms-consent")
        return
    if method_of(definition).question:
        words = majority_words(speech, definition.majority)
        yield speech.say("terms-majority", majority=words, tie=definition.tie)
        return
    yield _filling(speech, definition)
    yield from _counting(speech, definition)
    yield speech.say("terms-tie", tie=definition.tie, kind=definition.kind)
    if rounds := parse_runoff(definition.runoff):
        chain = joined((_round(speech, round_, definition.kind) for round_ in rounds), "; ")
        yield speech.say("terms-runoff", rounds=chain)
    if definition.order_seed:
        yield speech.say("terms-order", seed=definition.order_seed)
    if definition.alphabetical:
        yield speech.say("terms-alphabetical")
    if definition.drop_elected:
        yield speech.say("terms-drop-elected")


def _counting(speech: Speech, definition: Definition) -> Iterator[Markup]:
    yield _winning(speech, definition)
    yield from _bars(speech, definition)
    yield from _seats(speech, definition)


def _filling(speech: Speech, definition: Definition) -> Markup:
    if not definition.maximum:  # nobody knows yet how many candidates there will be
        return Markup("")
    form, least, most = method_of(definition).form, definition.minimum, definition.maximum
    numbers = {"least": least, "most": most}
    if form is Form.ANSWERS:
        line = speech.say("terms-answers", abstain=str(definition.abstain).lower())
        limited = (least, most) != (0, len(definition.options))
        return joined([line, speech.say("terms-answers-limits", **numbers) if limited else ""], " ")
    line = speech.say("terms-ranking" if form is Form.RANKING else "terms-marks", **numbers)
    several = definition.cumulate > 1
    return joined([line, speech.say("terms-cumulate", cumulate=definition.cumulate) if several else ""], " ")


def _winning(speech: Speech, definition: Definition) -> Markup:
    bar = str(bool(definition.majority)).lower()
    key = f"terms-method-{definition.method}"
    return speech.say(key, kind=definition.kind, seats=definition.seats, bar=bar)


def _bars(speech: Speech, definition: Definition) -> Iterator[Markup]:
    """What an option needs besides more votes than others."""
    if definition.majority:
        words = majority_words(speech, definition.majority)
        yield speech.say("terms-majority-each", majority=words, method=definition.method)
    if definition.nobody:
        yield speech.say("terms-nobody", method=definition.method)
    if definition.default_quorum:
        yield speech.say("terms-default-quorum", votes=definition.default_quorum)
    if definition.by_weight:
        yield speech.say("terms-by-weight")


def _seats(speech: Speech, definition: Definition) -> Iterator[Markup]:
    if definition.slots:
        names = [slot_words(speech, slot.name, slot.seats) for slot in definition.slots]
        yield speech.say("terms-slots", slots=speech.together(names))


def slot_words(speech: Speech, name: str, seats: int) -> Markup:
    """`2 women`."""
    return speech.say("terms-slot", seats=seats, name=speech.say("slot-open") if name == OPEN_SLOT else name)


def _round(speech: Speech, round_: Round, kind: str) -> Markup:
    words = majority_words(speech, round_.majority) if round_.majority else ""
    top = "twice" if round_.top == TWICE else str(round_.top)
    return speech.say("terms-round", top=top, majority=words or "none", kind=kind)


def roll_line(speech: Speech, definition: Definition, roll: Totals | None, names: Mapping[str, str]) -> Markup:
    """Who may vote: how many that would be now, and who is struck from the roll, by name if known."""
    base = "entitled" if definition.roll is RollBase.ENTITLED else "present"
    told = [speech.say(f"terms-roll-{base}")]
    if definition.group:
        told.append(speech.say("terms-group", group=definition.group))
    if roll:
        told.append(speech.say("terms-roll-now", count=roll.heads))
    if definition.late is Late.UNTIL_CLOSE:
        told.append(speech.say("terms-late"))
    if definition.excluded:
        told.append(speech.say("terms-excluded", names=people_words(speech, definition.excluded, names)))
    return joined(told, " ")


def people_words(speech: Speech, numbers: tuple[str, ...], names: Mapping[str, str]) -> Markup:
    """`Ann Miller (12), Cem Kaya (17)`, bounded; of whom no name is known the number."""
    known = {number: cut(names[number], 40) for number in numbers if names.get(number)}
    return listed(speech, (numbered(known[number], number) if number in known else number for number in numbers))
