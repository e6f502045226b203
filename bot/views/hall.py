"""What the hall's screen shows: nothing that members do not see, and a result only once it is published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import TypeAlias

import segno

from adapters.contract import plain
from bot.views.agenda import heading
from bot.views.live import presence
from bot.views.result.chart import Chart, chart
from bot.wording.choices import name, option_label
from bot.wording.speech import Speech
from core import agenda
from core.items import Item
from core.model import Event, EventState, Vote, VoteState
from core.names import clean

Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
MOST_NEXT = 5
LONGEST_TEXT = 1500
"""Characters of a motion on the screen; the whole is on the ballot."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What there is to show."""

    event: Event
    organisation: str
    open: Sequence[Vote]
    """Under way: open, or closed and not yet published."""
    next: Sequence[Vote]
    """Drafts that members were shown."""
    result: Vote | None
    """The last one that was published."""
    links: Mapping[str, str]
    """By network: how one comes to the bot."""
    items: Sequence[Item] = ()
    """The agenda."""


def view(speech: Speech, scene: Scene) -> dict[str, Json]:
    """The screen in one language, as the page takes it. Raises `CountsDiffer`, `Uncounted`."""
    result = chart(speech, scene.result, scene.event) if scene.result else None
    return {
        "organisation": clean(scene.organisation),
        "title": clean(scene.event.settings.title),
        "state": _stands(speech, scene),
        "presence": [plain(line) for line in presence(speech, scene.event)],
        "votes": [_vote(speech, vote) for vote in scene.open],
        "item": _item(speech, agenda.now(scene.event, scene.items)),
        "next": list(_next(speech, scene)),
        "result": _chart(result) if result else None,
        "codes": list(_codes(speech, scene)),
        "news": list(_news(speech, scene, result)),
        "words": {key: speech.toast(f"hall-{key}") for key in _WORDS},
    }


_WORDS = ("now", "next", "result", "join", "quiet", "lost")


def substance(scene: Scene) -> str:
    """Changes when a screen reader should say something: with states and results, not with each vote that comes in."""
    votes = ",".join(f"{vote.number}{vote.state}{vote.hold is not None}" for vote in scene.open)
    told = scene.result and (scene.result.number, tuple(scene.result.answers.items()), scene.result.ruling)
    return f"{_state(scene.event)}|{scene.event.item}|{votes}|{told}"


def _stands(speech: Speech, scene: Scene) -> str:
    """Where the meeting stands; while people vote, that nobody moves anything."""
    voting = any(vote.state is VoteState.OPEN for vote in scene.open)
    quiet = voting and not scene.event.rehearsal and not scene.event.settings.motions_while_voting
    return speech.toast("hall-voting") if quiet else speech.toast("hall-state", state=_state(scene.event))


def _state(event: Event) -> str:
    return "rehearsal" if event.rehearsal else event.state.value


def _item(speech: Speech, item: Item | None) -> str:
    """`Item 3: Budget`; nothing where there is no agenda."""
    return plain(heading(speech, item)) if item else ""


def _next(speech: Speech, scene: Scene) -> Iterator[str]:
    """The item that comes next, then what members were shown of votes to come."""
    if after := agenda.following(scene.event, scene.items):
        yield _item(speech, after)
    yield from (_name(speech, vote) for vote in scene.next[:MOST_NEXT])


def _name(speech: Speech, vote: Vote) -> str:
    return plain(name(speech, vote))


def _vote(speech: Speech, vote: Vote) -> dict[str, Json]:
    runs = vote.state is VoteState.OPEN and vote.closes_at is not None and vote.hold is None
    share = Fraction(vote.cast.heads, vote.roll.heads) if vote.roll.heads else Fraction(0)
    return {
        "name": _name(speech, vote),
        "text": clean(vote.definition.text)[:LONGEST_TEXT],
        "options": [clean(option_label(speech, vote, option)) for option in vote.definition.options],
        "ends": int(vote.closes_at.timestamp() * 1000) if runs and vote.closes_at else None,
        "clock": speech.toast("hall-clock", state=_clock(vote)),
        "turnout": speech.toast("hall-turnout", cast=vote.cast.heads, roll=vote.roll.heads),
        "share": float(share),
    }


def _clock(vote: Vote) -> str:
    if vote.state is not VoteState.OPEN:
        return "closed"
    if vote.hold:
        return "held"
    return "runs" if vote.closes_at else "open"


def _chart(told: Chart) -> dict[str, Json]:
    """Exact shares become as many pixels as the screen has."""
    bars: list[Json] = [
        {
            **{key: clean(text) for key, text in (("label", bar.label), ("number", bar.number), ("mark", bar.mark))},
            "share": None if bar.share is None else float(bar.share),
            "line": None if bar.line is None else float(bar.line),
        }
        for bar in told.bars
    ]
    texts = {key: value for key, value in asdict(told).items() if key not in ("bars", "turned_out")}
    return {**texts, "turned_out": float(told.turned_out), "bars": bars}


def _codes(speech: Speech, scene: Scene) -> Iterator[Json]:
    """A QR code for each network, as long as there is something to come for."""
    if scene.event.state is EventState.CLOSED:
        return
    for network, link in sorted(scene.links.items()):
        words = speech.toast("hall-code", network=network.title(), registration=str(scene.event.registration).lower())
        yield {"link": link, "words": words, **_qr(link)}


def _qr(link: str) -> dict[str, Json]:
    """The dark modules as a path of strokes, with the quiet zone that readers need."""
    rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix_iter(border=4)]
    strokes = (f"M{x} {y + 0.5}h1" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark)
    return {"size": len(rows), "path": "".join(strokes)}


def _news(speech: Speech, scene: Scene, result: Chart | None) -> Iterator[str]:
    if item := _item(speech, agenda.now(scene.event, scene.items)):
        yield item
    for vote in scene.open:
        yield speech.toast("hall-spoken", vote=name(speech, vote), state=_clock(vote))
    if result:
        yield speech.toast("hall-spoken-result", head=result.head, title=result.title, sentence=result.sentence)
