"""What a button was drawn under: a fingerprint of what its message showed, so that an old one is noticed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zlib import crc32

from bot.chat.acts import Act, EventAct, Toggle
from bot.chat.buttons import ChairDraft, ChairEvent, ChairVote, Favour, encode
from core.items import Item
from core.model import Event, Vote


def fingerprint(vote: Vote, act: Act) -> int:
    """Of everything that somebody has to have seen before this act; 0 for acts that depend on nothing that is shown."""
    shown = _SHOWN.get(act)
    return crc32(repr(shown(vote)).encode()) if shown else 0


def outdated(vote: Vote, act: Act, seen: int) -> bool:
    """Whether a button was drawn under something else; one of an earlier release does not tell."""
    return seen not in (0, fingerprint(vote, act))


def act_on(vote: Vote, act: Act, *, live: bool = False) -> str:
    """The data of a button with which a chair acts on a vote as it is shown, on the live message or elsewhere."""
    return encode(ChairVote(act, vote.id, fingerprint(vote, act), int(live)))


def favour(vote: Vote, label: str) -> str:
    """The data of a button that decides a tie for an option."""
    return encode(Favour(vote.id, label, fingerprint(vote, Act.PUBLISH)))


def of_results(votes: Sequence[Vote]) -> int:
    """Fingerprint of the results that are published together: which they are, and what they say."""
    return crc32(repr([(vote.number, fingerprint(vote, Act.PUBLISH)) for vote in votes]).encode())


def of_item(item: Item) -> int:
    """Fingerprint of an item of the agenda: its place may be another one's by the time its button is pressed."""
    return crc32(repr((item.number, item.title)).encode())


def to_item(event: Event, item: Item) -> ChairEvent:
    """What a button does that leads to an item as it is called now."""
    return ChairEvent(EventAct.ITEM, event.id, item.number, seen=of_item(item))


def switch(vote: Vote, toggle: Toggle, *, sure: bool = False) -> str:
    """The data of a button that switches a term of a draft as it is shown."""
    return encode(ChairDraft(toggle, vote.id, fingerprint(vote, Act.OPEN), int(sure)))


def _draft(vote: Vote) -> object:
    return vote.definition


def _result(vote: Vote) -> object:
    return dict(vote.answers), vote.drawn, vote.seed, vote.ruling, vote.outcome


def _hold(vote: Vote) -> object:
    """That it lasts longer than it did when it was asked about changes nothing in what the answers do."""
    return vote.hold and (vote.hold.start.timestamp(), vote.closes_at and vote.closes_at.timestamp())


def _closing(vote: Vote) -> object:
    return vote.closed_at and vote.closed_at.timestamp()


def _clock(vote: Vote) -> object:
    return vote.start_by is None, vote.closes_at and vote.closes_at.timestamp(), _hold(vote)


_SHOWN: Mapping[Act, Callable[[Vote], object]] = {
    Act.OPEN: _draft,
    Act.SHOW: _draft,
    Act.DELETE: _draft,
    Act.PUBLISH: _result,
    Act.VERDICT: _result,
    Act.RUNOFF: _result,
    Act.MORE: _hold,
    Act.AS_OF: _hold,
    Act.PLUS: _clock,
    Act.LAST_CALL: _clock,
    Act.CLOSE: lambda vote: vote.reason,
    Act.COUNT: _closing,
    Act.REOPEN: _closing,
}
