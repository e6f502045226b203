"""Results as pictures: to be read on a phone and from the back of a hall."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TypeAlias

import structlog

from adapters.contract import File
from adapters.redact import where
from bot.papers.typesetting import INSTEAD, breakable, drawable, png
from bot.views.result.chart import Bar, Chart, chart
from bot.wording.speech import Speech
from bot.wording.speech import speech as speech_of
from core.model import Event, Vote
from core.names import clean
from core.store.reading import Reader

_log = structlog.get_logger(__name__)
MOST_KEPT = 64
_Key: TypeAlias = tuple[str, Chart]
"""Language, and all that is drawn."""
_kept: OrderedDict[_Key, bytes | None] = OrderedDict()
"""The pictures that were drawn last; None for one that cannot be."""
_LONG_NUMBER, _LONG_BESIDE = 26, 12
"""Characters of the figures of a bar from which on they get a line of their own; the same in two columns."""
_TWO_COLUMNS = 10
"""Bars from which on the picture has two columns."""


class Undrawn(Exception):
    """A picture is needed that was not drawn yet."""

    def __init__(self, speech: Speech, told: Chart) -> None:
        super().__init__(told.number)
        self.speech = speech
        self.told = told


def at_hand(speech: Speech, vote: Vote, event: Event) -> File | None:
    """The picture of a counted vote; None for one that cannot be drawn: the text says it all. Raises `Undrawn`."""
    told = chart(speech, vote, event)
    if (key := (speech.language, told)) not in _kept:
        raise Undrawn(speech, told)
    content = _kept[key]
    return File(f"result-{vote.number}-{speech.language}.png", content) if content else None


async def draw(store: Reader, missing: Undrawn) -> None:
    """Draw it in a thread, so that it is at hand; also one that cannot be drawn, which is said in the log."""
    try:
        await store.aside(partial(result_picture, missing.speech, missing.told))
    except Exception as error:  # a picture is never worth a result that does not come
        _log.warning("picture.not_drawn", vote=missing.told.number, error=where(error))
        _keep((missing.speech.language, missing.told), None)


LONGEST_SENTENCE = 320
"""Characters of the sentence to read aloud below many bars: a longer one makes them small, and says nothing new."""


async def drawn(store: Reader, speech: Speech, vote: Vote, event: Event) -> File | None:
    """As `at_hand`, drawn first where need be."""
    try:
        return at_hand(speech, vote, event)
    except Undrawn as missing:
        await draw(store, missing)
        return at_hand(speech, vote, event)


def result_picture(speech: Speech, told: Chart) -> bytes:
    """A PNG, made once for each language and result. Raises `NotSet`; takes some milliseconds, so call it aside."""
    made = _kept.get((speech.language, told)) or _made(speech_of(speech.language), told)
    _keep((speech.language, told), made)
    return made


def _keep(key: _Key, content: bytes | None) -> None:
    _kept[key] = content
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)


def _made(speech: Speech, told: Chart) -> bytes:
    return png("result.typ", _data(speech, told))


def _data(speech: Speech, chart: Chart) -> dict[str, object]:
    many = len(chart.bars) > _TWO_COLUMNS
    most = _LONG_BESIDE if many else _LONG_NUMBER
    data: dict[str, object] = {
        "language": speech.language,
        **{key: _text(getattr(chart, key)) for key in ("head", "title", "verdict", "ruling", "shows", "line")},
        "bars": [_bar(bar, most) for bar in chart.bars],
        "many": many,
        "rule": [_text(line) for line in chart.rule],
        "whole": [_text(line) for line in chart.whole],
        "turnout": _text(chart.turnout),
        "turned_out": float(chart.turned_out),
        "sentence": _text(chart.sentence) if not many or len(chart.sentence) <= LONGEST_SENTENCE else "",
    }
    missing = any(INSTEAD in str(text) for text in data.values())
    return {**data, "notes": [speech.toast("chart-letters")] if missing else []}


def _bar(bar: Bar, most: int) -> dict[str, object]:
    share, line = (None if part is None else float(part) for part in (bar.share, bar.line))
    texts = {"label": _text(bar.label), "number": _text(bar.number), "mark": _text(bar.mark)}
    return {**texts, "long": len(bar.number) > most, "share": share, "line": line}


def _text(text: str) -> str:
    return breakable(drawable(clean(text)))
