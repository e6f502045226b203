"""What goes with the papers for people to read: the minutes as PDF and a picture of each result."""

from __future__ import annotations

import math
from functools import partial

import structlog

from adapters.redact import where
from bot.papers.bundle import Papers
from bot.papers.pages import minutes_pdf
from bot.papers.pictures import result_picture
from bot.papers.typesetting import NotSet
from bot.views.result.chart import Chart, chart
from bot.wording.speech import Speech
from core.model import Event, VoteState
from core.results import supplied
from core.store import votes
from core.store.reading import Reader

_log = structlog.get_logger(__name__)


async def to_read(store: Reader, event: Event, speech: Speech, found: Papers, longest: float = math.inf) -> Papers:
    """`minutes.pdf` and `results/*.png` beside the papers found; what cannot be set is left out and logged.

    Raises `TooLong` for minutes of more than `longest` characters.
    """
    pages = {"minutes.pdf": partial(minutes_pdf, found["minutes.md"].decode(), speech.language, longest)}
    for told in await supplied(store, partial(_charts, store, event, speech)):
        pages[f"results/{told.number}.png"] = partial(result_picture, speech, told)
    made: Papers = {}
    for name, make in pages.items():
        try:
            made[name] = await store.aside(make)
        except NotSet as error:
            _log.warning("papers.not_set", paper=name, error=where(error))
    return made


async def _charts(store: Reader, event: Event, speech: Speech) -> list[Chart]:
    async with store.read() as tx:
        counted = await votes.of_event(tx, event.id, VoteState.COUNTED, VoteState.PUBLISHED)
    return [chart(speech, vote, event) for vote in counted if not vote.rehearsal]
