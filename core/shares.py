"""Shares as people write them: `2/3`, `75 %`, `two-thirds`."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from core.faults import RuleError

_WORDS = {"two-thirds": "2/3", "three-quarters": "3/4"}
_SLASH = re.compile(r"(?<=[0-9]) ?[/\u2044\u2215] ?(?=[0-9])")
_PERCENT = re.compile(r"(?<![0-9.,])([0-9]{1,3})(?:[.,]([0-9]{1,4}))? ?%")
_THIRDS = (Fraction(1, 3), Fraction(2, 3))
_NEAR = Fraction(1, 100)
"""How far from a third a percentage may be that is probably meant for it."""


def in_fractions(text: str) -> str:
    """The text with each share as a fraction of whole numbers. Raises `RuleError` with `share-third`: as in 66 %."""
    text = unicodedata.normalize("NFKC", text)
    for words, share in _WORDS.items():
        text = text.replace(words, share)
    return _PERCENT.sub(_fraction, _SLASH.sub("/", text))


def _fraction(percent: re.Match[str]) -> str:
    places = len(percent[2] or "")
    whole = 100 * 10**places
    number = int(percent[1] + (percent[2] or ""))
    share = Fraction(number, whole)
    if third := next((third for third in _THIRDS if abs(share - third) < _NEAR), None):
        exact = f"{number}/{whole}"
        raise RuleError("share-third", word=percent[0], third=f"{third.numerator}/{third.denominator}", exact=exact)
    return f"{share.numerator}/{share.denominator}"
