"""Numbers as a language writes them: exact, and grouped alike wherever they stand."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from babel.numbers import format_decimal

from bot.wording.speech import Markup, Speech
from core.rules import Condition, Number
from core.totals import decimal

_WEIGHT_PLACES = 6
"""Weights are kept in millionths."""
DIGITS = 20
"""Of a hash that people compare: so many nobody can hit on purpose."""
FEWEST_PLACES = 1
_MOST_PLACES = 12
"""Of a percentage; from here on it is cut to the side on which it lies."""
Side: TypeAlias = Callable[[Fraction], bool]
"""Whether a share lies above some limit; a rounded one has to lie on the same side."""


def whole(speech: Speech, number: int) -> str:
    """`1,204`, `1.204`."""
    return format_decimal(number, locale=speech.locale)


def exact(speech: Speech, digits: str) -> str:
    """An exact decimal, written with a point, with all its places."""
    return format_decimal(Decimal(digits), locale=speech.locale, decimal_quantization=False)


def weight(speech: Speech, millionths: int) -> str:
    """A weight, exactly."""
    return exact(speech, decimal(millionths, _WEIGHT_PLACES))


def amount(speech: Speech, number: Number, *, by_weight: bool = False) -> str:
    """Votes, in heads or in millionths of weight; of a limit that lies between two numbers the upper one."""
    return weight(speech, math.ceil(number)) if by_weight else whole(speech, math.ceil(number))


def rounded(speech: Speech, number: str, places: int = 2) -> str:
    """An exact decimal with so many places, rounded half up away from zero."""
    return _fixed(speech, _half_up(Fraction(number), places), places)


def brief(speech: Speech, number: str) -> str:
    """An exact decimal with at most two places, without zeros at its end."""
    return exact(speech, str(_decimal(_half_up(Fraction(number), 2), 2).normalize()))


def percentage(speech: Speech, share: Fraction, places: int, sides: tuple[Side, ...] = ()) -> str:
    """A share of 1 as a percentage with so many places, on the same side of every limit as the exact share."""
    return speech.toast("percent", number=_fixed(speech, _percent(share, places, sides), places))


def places(share: Fraction, sides: tuple[Side, ...] = ()) -> int:
    """How many decimal places a percentage needs in order to lie where the share lies, rounded as usual."""
    needed = range(FEWEST_PLACES, _MOST_PLACES)
    return next((number for number in needed if _tells(_half_up(share * 100, number), number, share, sides)), 1)


def side_of(condition: Condition) -> Side:
    """Whether a share of the base meets a condition."""
    if condition.strict:
        return lambda share: share > condition.threshold
    return lambda share: share >= condition.threshold


_ENDS: tuple[Side, ...] = (lambda share: share > 0, lambda share: share >= 1)
"""All is all, and nothing is nothing: 2,999 of 3,000 are not 100.0 %."""


def _percent(share: Fraction, places: int, sides: tuple[Side, ...]) -> int:
    """In units of the last place: rounded, or else the neighbour that lies where the share lies."""
    usual = _half_up(share * 100, places)
    down = math.floor(share * 100 * 10**places)
    candidates = (usual, down, down + 1)
    return next((units for units in candidates if _tells(units, places, share, sides)), usual)


def _tells(units: int, places: int, share: Fraction, sides: tuple[Side, ...]) -> bool:
    shown = Fraction(units, 100 * 10**places)
    return all(side(shown) == side(share) for side in (*_ENDS, *sides))


def _half_up(number: Fraction, places: int) -> int:
    """In units of the last place."""
    units = int(abs(number) * 10**places + Fraction(1, 2))
    return -units if number < 0 else units


def _decimal(units: int, places: int) -> Decimal:
    return Decimal(units).scaleb(-places)


def _fixed(speech: Speech, units: int, places: int) -> str:
    pattern = f"#,##0.{'0' * places}" if places else "#,##0"
    return format_decimal(_decimal(units, places), pattern, locale=speech.locale)


def digest(hash_: str) -> Markup:
    """The beginning of a hash, to be compared by eye: `3f2a 91c0 4be7 08d1 55aa …`; `verify` takes it as it stands."""
    return Markup.verbatim(" ".join(hash_[place : place + 4] for place in range(0, DIGITS, 4)) + " …")
