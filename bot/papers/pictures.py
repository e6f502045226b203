"""Results as pictures: to be read on a phone and from the back of a hall."""

from __future__ import annotations

from functools import lru_cache, partial

import structlog

from adapters.contract import File
from adapters.redact import where
from bot.papers.typesetting import INSTEAD, NotSet, breakable, drawable, png
from bot.views.result.chart import Bar, Chart, chart
from bot.wording.speech import Speech
from bot.wording.speech import speech as speech_of
from core.model import Event, Vote
from core.names import clean
from core.store.engine import Store

_log = structlog.get_logger(__name__)
_LONG_NUMBER = 26
"""Characters of the figures of a bar from which on they get a line of their own."""


async def drawn(store: Store, speech: Speech, vote: Vote, event: Event) -> File | None:
    """The picture of a counted vote, drawn aside; None where it cannot be drawn: the text says it all."""
    told = chart(speech, vote, event)
    try:
        content = await store.aside(partial(result_picture, speech, told))
    except NotSet as error:
        _log.warning("picture.not_set", vote=vote.number, error=where(error))
        return None
    return File(f"result-{vote.number}-{speech.language}.png", content)


def result_picture(speech: Speech, told: Chart) -> bytes:
    """A PNG, made once for each language and result. Raises `NotSet`; takes some milliseconds, so call it aside."""
    return _made(speech_of(speech.language), told)


@lru_cache(maxsize=64)
def _made(speech: Speech, told: Chart) -> bytes:
    return png("result.typ", _data(speech, told))


def _data(speech: Speech, chart: Chart) -> dict[str, object]:
    data: dict[str, object] = {
        "language": speech.language,
        **{key: _text(getattr(chart, key)) for key in ("head", "title", "verdict", "ruling", "shows", "line")},
        "bars": [_bar(bar) for bar in chart.bars],
        "rule": [_text(line) for line in chart.rule],
        "whole": [_text(line) for line in chart.whole],
        "turnout": _text(chart.turnout),
        "turned_out": float(chart.turned_out),
        "sentence": _text(chart.sentence),
    }
    missing = any(INSTEAD in str(text) for text in data.values())
    return {**data, "notes": [speech.toast("chart-letters")] if missing else []}


def _bar(bar: Bar) -> dict[str, object]:
    share, line = (None if part is None else float(part) for part in (bar.share, bar.line))
    texts = {"label": _text(bar.label), "number": _text(bar.number), "mark": _text(bar.mark)}
    return {**texts, "long": len(bar.number) > _LONG_NUMBER, "share": share, "line": line}


def _text(text: str) -> str:
    return breakable(drawable(clean(text)))
