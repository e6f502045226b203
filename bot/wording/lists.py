"""As many as fit: names in a sentence, lines under each other, and how many there are besides."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapters.contract import cut, plain
from bot.wording.speech import Markup, Speech, joined

MOST_IN_SENTENCE = 300
"""Characters of the names in a running sentence."""


def fitting(parts: Sequence[str], room: int, between: int = 1) -> int:
    """How many of the first parts fit into `room` characters as they are read, with so many between two."""
    for place, part in enumerate(parts):
        read = plain(part) if isinstance(part, Markup) else part
        room -= len(read) + (between if place else 0)
        if room < 0:
            return place
    return len(parts)


def fitted(parts: Iterable[str], room: int) -> list[str]:
    """As many of the first parts as fit with one character between two, and an `…` where some are left out.

    What comes behind them is not asked for: of hundreds of candidates it would take seconds to word.
    """
    shown: list[str] = []
    for part in parts:
        if fitting([*shown, part], room) == len(shown):
            return [*shown, "…"]
        shown.append(part)
    return shown


def listed(
    speech: Speech, names: Iterable[str], most: int = MOST_IN_SENTENCE, *, either: bool = False, count: int = 0
) -> Markup:
    """`Ada, Bea and Cem`, or `Ada, Bea and 3 more`: as many as fit into `most` characters, one at least.

    Of which only one is meant they are joined by `or`: `either`. `count` is how many there are: where it is known,
    those that do not fit are not asked for.
    """
    told: list[Markup] = []
    rest, room = iter(names), most + 2
    for name in rest:
        told.append(Markup.escape(name))
        room -= len(plain(told[-1])) + 2
        if room < 0:
            break
    shown = told[: max(len(told) - (room < 0), 1)]
    if left := (count or len(told) + sum(1 for _ in rest)) - len(shown):
        shown.append(speech.say("names-more", count=left))
    return speech.together(shown, "or" if either else "standard")


def lines(speech: Speech, told: Iterable[str], most: int, count: int = 0) -> Markup:
    """As many lines as fit, and in a last one how many there are besides; texts that are no markup are escaped.

    `count` is how many there are, where not all were read.
    """
    told = [Markup.escape(line) for line in told]
    shown = told[: fitting(told, most)]
    left = max(count, len(told)) - len(shown)
    return joined([*shown, speech.say("list-more", count=left)]) if left else joined(shown)


def shortened(parts: Sequence[str], most: int) -> str:
    """Plain parts in at most so many characters; where some are left out, the last one stays, it is the newest."""
    text = ", ".join(parts)
    if len(text) <= most:
        return text
    end = f", …, {parts[-1]}"
    first = parts[: fitting(parts, most - len(end), 2)]
    return cut(", ".join(first) + end if first else text, most)
