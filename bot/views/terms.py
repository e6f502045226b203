"""The terms of a vote in words: its majority, its quorum, who may vote."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import timedelta

from adapters.contract import cut, escape
from bot.speech import Markup, Speech
from core.methods.model import decimal
from core.model import Definition, Late, RollBase, Totals
from core.rules import SHORT_WORDS, Base, Condition, Number, QuorumState, parse_majority, parse_quorum

MOST_NAMES = 10
"""In a running sentence."""
MOST_ESCAPED = 1500


def amount(speech: Speech, number: Number, *, by_weight: bool = False) -> str:
    """A number of votes; weights, in millionths, as an exact decimal."""
    whole = math.ceil(number)
    return decimal(whole, 6).replace(".", speech.toast("decimal-mark")) if by_weight else str(whole)


def condition_words(speech: Speech, condition: Condition, key: str = "term-condition") -> Markup:
    """`at least 2/3 of valid`; in the sentence to read aloud, `spoken-condition`, without the `at least`."""
    return speech.say(
        key,
        strict=str(condition.strict).lower(),
        share=f"{condition.threshold.numerator}/{condition.threshold.denominator}",
        base=condition.base.value,
        weighed=_weighed(condition),
    )


def base_words(speech: Speech, condition: Condition) -> Markup:
    """The 100 % of a condition: `valid votes`, `entitled, by weight`."""
    return speech.say("term-base", base=condition.base.value, weighed=_weighed(condition))


def _weighed(condition: Condition) -> str:
    return str(condition.by_weight and condition.base is not Base.WEIGHT).lower()


def majority_words(speech: Speech, majority: str) -> Markup:
    """The short name, if it has one, and always the formula."""
    conditions = parse_majority(majority).conditions
    words = Markup(f" {speech.say('term-and')} ".join(condition_words(speech, condition) for condition in conditions))
    short = next((word for word, known in SHORT_WORDS.items() if conditions == (known,)), "")
    return speech.say("term-majority", short=short, formula=words) if short else words


def quorum_words(speech: Speech, quorum: str) -> Markup:
    """`none`, `300`, `at least 1/2 of the entitled`."""
    rule = parse_quorum(quorum)
    if rule.amount is None and rule.share is None:
        return speech.say("term-quorum-none")
    weighed = str(rule.by_weight).lower()
    if rule.share is None:
        return speech.say("term-quorum-amount", amount=str(rule.amount), weighed=weighed)
    share = f"{rule.share.numerator}/{rule.share.denominator}"
    return speech.say("term-quorum-share", strict=str(rule.strict).lower(), share=share, weighed=weighed)


def quorum_figures(speech: Speech, quorum: str, state: QuorumState) -> tuple[str, str]:
    """What there is and what is needed, for showing."""
    by_weight = parse_quorum(quorum).by_weight
    return amount(speech, state.have, by_weight=by_weight), amount(speech, state.needed, by_weight=by_weight)


def term_lines(speech: Speech, definition: Definition) -> list[Markup]:
    """Every rule that a member should know before voting, one a line."""
    lines = [speech.say("terms-named")]
    if definition.method == "yes-no-abstain":
        words = majority_words(speech, definition.majority)
        lines.append(speech.say("terms-majority", majority=words, tie=definition.tie))
    else:
        lines.append(_marks(speech, definition))
    if definition.quorum != "none":
        lines.append(speech.say("terms-quorum", quorum=quorum_words(speech, definition.quorum)))
    time = timedelta(seconds=definition.time or 0)
    lines.append(speech.say("terms-time", time=time) if time else speech.say("terms-no-time"))
    lines.append(speech.say("terms-abstain" if definition.abstain else "terms-no-abstain"))
    return lines + _exceptions(speech, definition)


def _marks(speech: Speech, definition: Definition) -> Markup:
    least, most, seats = definition.minimum, definition.maximum, definition.seats
    return speech.say("terms-marks", least=least, most=most, seats=seats, kind=definition.kind)


def _exceptions(speech: Speech, definition: Definition) -> list[Markup]:
    said = {"terms-cast-is-cast": not definition.revote, "terms-close-when-all": definition.close_when_all}
    return [speech.say(key) for key, holds in said.items() if holds]


def roll_line(speech: Speech, definition: Definition, roll: Totals | None, names: Mapping[str, str]) -> Markup:
    """Who may vote: how many that would be now, and who is struck from the roll, by name if known."""
    base = "entitled" if definition.roll is RollBase.ENTITLED else "present"
    line = speech.say(f"terms-roll-{base}")
    if definition.group:
        line = Markup(f"{line} {speech.say('terms-group', group=definition.group)}")
    if roll:
        line = Markup(f"{line} {speech.say('terms-roll-now', count=roll.heads)}")
    if definition.late is Late.UNTIL_CLOSE:
        line = Markup(f"{line} {speech.say('terms-late')}")
    if definition.excluded:
        struck = people_words(definition.excluded, names)
        line = Markup(f"{line} {speech.say('terms-excluded', names=struck)}")
    return line


def people_words(numbers: tuple[str, ...], names: Mapping[str, str]) -> Markup:
    """`12 Ann Miller, 17 Cem Kaya`, bounded."""
    return few(f"{number} {cut(names.get(number, ''), 40)}".strip() for number in numbers)


def few(names: Iterable[str]) -> Markup:
    """Names in a running sentence, as HTML: the first ones, and how many more there are."""
    names, shown, used = list(names), [], 0
    for name in names[:MOST_NAMES]:
        # Fluent refuses an argument of more than 2500 characters
        used += len(escape(name)) + 2
        if used > MOST_ESCAPED:
            break
        shown.append(escape(name))
    left = len(names) - len(shown)
    return Markup(", ".join(shown) + (f" (+{left})" if left else ""))
