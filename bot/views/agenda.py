"""The agenda: what comes when, and where the meeting stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from adapters.contract import Message, cut
from adapters.still import still
from bot.views.lists import damaged
from bot.wording.choices import name
from bot.wording.lists import lines
from bot.wording.speech import Markup, Speech, joined
from core.agenda import following, now
from core.items import Item
from core.model import Event, Vote

LONGEST_TITLE = 80
_ROOM = 3000
_TEXT = 1500
"""Characters of an item's text in a message."""


def heading(speech: Speech, item: Item) -> Markup:
    """`Item 3: Budget`."""
    return _said(speech, "item", item)


def _said(speech: Speech, key: str, item: Item) -> Markup:
    return speech.say(key, item=item.number, title=cut(item.called(speech.language), LONGEST_TITLE))


def now_and_next(speech: Speech, event: Event, items: Sequence[Item]) -> Iterator[Markup]:
    """What the meeting deals with and what comes next, a line each."""
    if current := now(event, items):
        yield Markup("<b>{}</b>").format(heading(speech, current))
    if after := following(event, items):
        yield _said(speech, "item-next", after)


def agenda(
    speech: Speech, event: Event, items: Sequence[Item], votes: Sequence[Vote] = (), lost: Sequence[int] = ()
) -> Message:
    """All items, the present one marked; `votes` are those that a chair reads below their items."""
    if not items and not lost:
        return Message(speech.say("agenda-none", event=event.settings.title))
    told = [line for item in items for line in _lines(speech, event, item, votes)]
    head = speech.say("agenda-head", event=event.settings.title)
    return Message(joined([head, lines(speech, told, _ROOM), damaged(speech, "item", lost)]))


def _lines(speech: Speech, event: Event, item: Item, votes: Sequence[Vote]) -> Iterator[Markup]:
    line = _said(speech, "agenda-line", item)
    here = item.number == event.item
    yield Markup("<b>{}</b> {}").format(line, speech.say("agenda-here")) if here else line
    for vote in (vote for vote in votes if vote.definition.item == item.number):
        yield _vote(speech, vote)


def begun(speech: Speech, item: Item, votes: Sequence[Vote]) -> Message:
    """To the chair: an item has begun, with its text and its votes."""
    head = _said(speech, "item-begun", item)
    text = Markup.linked(cut(still(item.text, links=True), _TEXT))
    return Message(joined([head, text, *(_vote(speech, vote) for vote in votes)]))


def _vote(speech: Speech, vote: Vote) -> Markup:
    return speech.say("agenda-vote", vote=name(speech, vote, 60), state=speech.say(f"vote-state-{vote.state}"))
