"""Options that somebody wrote one a line without a dash before them, as a list is typed on a phone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.drafting.settings import is_bare, setting_of
from bot.drafting.understood import key_before, near_flag
from core.limits import LONGEST_OPTION

_NUMBERED = re.compile(r"([0-9]{1,3})[.)]\s+(\S.*)")
_COUNTED = frozenset({"min", "max", "seats", "cumulate", "default_quorum", "item", "withhold", "time", "quorum"})
"""Settings whose values hold a figure: without one, as in `Max Ortega`, the line is none of them."""


def dashed(lines: Sequence[str], *, election: bool) -> list[str]:
    """Lines in the settings' own words, with a dash before what can only be an option.

    In an election one line is enough, elsewhere it may as well be the motion. Where some options have their dash, a
    line without one may go on with the line above. What could be meant otherwise stays as it is.
    """
    offered = [line for line in lines if is_bare(line) and not _doubtful(line)]
    if len(offered) < (1 if election else 2) or any(line[:1] in "-–—•*" for line in lines):
        return list(lines)
    named = dict(zip(offered, _unnumbered(offered), strict=True))
    return [f"- {named[line]}" if line in named else line for line in lines]


def _unnumbered(lines: Sequence[str]) -> list[str]:
    """Without the numbers of a list that counts from 1."""
    found = [_NUMBERED.fullmatch(line) for line in lines]
    if all(match and int(match[1]) == place for place, match in enumerate(found, 1)):
        return [match[2] for match in found if match]
    return list(lines)


def _doubtful(line: str) -> bool:
    """Whether it may be a sentence, or a setting whose colon or spelling is missing."""
    if len(line) > LONGEST_OPTION or line.isdecimal() or line.endswith((".", "!", "?", ":")) or near_flag(line):
        return True
    if setting_of(line):
        return True
    key, rest = key_before(line)
    return bool(key) and (key not in _COUNTED or not rest or any(map(str.isdecimal, rest)))
