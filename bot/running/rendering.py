"""From deliveries to messages: a page of them at a time, in a few queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from adapters.contract import File, Message, plain
from bot.chat.call import House
from bot.handlers import drafts
from bot.papers.pictures import Undrawn, at_hand
from bot.running.redraws import Drawn, drawn, next_drawings, room
from bot.views import cards, elections, nominations, notices, proxies
from bot.views import votes as vote_views
from bot.views.ballot import own as ballot
from bot.views.ballot.own import Drawing
from bot.views.ballot.reminding import reminder
from bot.views.result import message as results
from bot.wording.speech import Speech
from core import acceptance, telling
from core import nominations as standing
from core.address import network_of
from core.ballot import Rendering
from core.errors import Damaged
from core.model import Event, MemberId, Vote, VoteId, VoteState
from core.outgoing import Delivery, DeliveryKind, DeliveryState
from core.persons import Tongue
from core.results import Uncounted
from core.store import deliveries, events, members, papers, presence, told, votes
from core.store import proxies as rows
from core.store.writer import Tx

_OTHERS = {
    DeliveryKind.WELCOME,
    DeliveryKind.CARD,
    DeliveryKind.FAREWELL,
    DeliveryKind.NOTICE,
    DeliveryKind.ALARM,
    DeliveryKind.FILE,
    DeliveryKind.PROXY,
}
_ABOUT_VOTES = frozenset(DeliveryKind) - _OTHERS
_LOOKED_UP = {
    *(DeliveryKind.DEMANDED, DeliveryKind.NOMINATED),
    *(DeliveryKind.ELECTED, DeliveryKind.ACCEPTANCE, DeliveryKind.BOARD),
}
_FOR_CHANNELS = {
    DeliveryKind.DEMANDED,
    DeliveryKind.CLOSED,
    DeliveryKind.COUNTED,
    DeliveryKind.DISPUTED,
    DeliveryKind.HELD,
    DeliveryKind.BOARD,
}
_BEHIND = (DeliveryState.OUTDATED, DeliveryState.AGED)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A delivery's message, None if there is nothing to send any more, and the ballot rendering in it."""

    message: Message | None
    rendering: Rendering | None = None
    stands: Rendering | None = None
    """The rendering whose number a ballot carries that is only drawn anew."""
    said: str = ""
    """Fingerprint of what the message says, where that may be overtaken while it is sent."""
    error: Exception | None = None
    """Why there is no message although there should be one."""


@dataclass(frozen=True, slots=True)
class _Page:
    """What a page of deliveries needs."""

    house: House
    tx: Tx
    events: dict[str, Event]
    votes: dict[VoteId, Vote]
    tongues: dict[str, Tongue]
    drawings: dict[tuple[int, MemberId], Drawing]
    present: set[tuple[str, MemberId]]
    guests: set[MemberId]
    on_paper: set[tuple[VoteId, MemberId]]
    """Who casts ballots on paper, in which vote."""
    alike: dict[tuple[object, ...], Message | None] = field(default_factory=dict)
    """What several deliveries of the page say in the same words, so that it is worded once."""
    pictures: dict[tuple[VoteId, str], File | None] = field(default_factory=dict)
    """Of results, by language."""

    def once(self, key: tuple[object, ...], word: Callable[[], Message | None]) -> Message | None:
        """What `word` gives, worded once for each key."""
        if key not in self.alike:
            self.alike[key] = word()
        return self.alike[key]

    def speech(self, delivery: Delivery) -> Speech:
        """The person's language in private chats, else the event's."""
        event = self.events.get(delivery.event)  # the chair of one that cannot be read hears that it cannot
        languages = event.settings.languages if event else ()
        return self.house.speech_for(self.tongues.get(delivery.chat), languages, chat=delivery.chat, now=self.tx.now)


async def render(
    house: House, tx: Tx, page: Sequence[Delivery], on_their_way: Drawn = MappingProxyType({})
) -> list[Rendered]:
    """The messages of these deliveries, as things stand now, after renderings `on_their_way`.

    Raises `Uncounted` and `Undrawn` for what has to be made first, aside.
    """
    context = await _context(house, tx, page, on_their_way)
    said = await told.fingerprints(tx, page)
    return [replace(await _apart(context, delivery), said=said.get(delivery.id, "")) for delivery in page]


def _in_private(delivery: Delivery, rendered: Rendered) -> Rendered:
    """What a channel could not be sent and a chair reads in private: without the buttons, which act only there."""
    if rendered.message and delivery.member is not None and delivery.kind in _FOR_CHANNELS:
        return replace(rendered, message=replace(rendered.message, rows=()))
    return rendered


async def _context(house: House, tx: Tx, page: Sequence[Delivery], on_their_way: Drawn) -> _Page:
    found = await votes.by_ids(tx, {VoteId(item.subject) for item in page if item.kind in _ABOUT_VOTES})
    ballots: dict[tuple[int, MemberId], Drawing] = {}
    on_paper: set[tuple[VoteId, MemberId]] = set()
    for vote in found.values():
        about = (item for item in page if item.kind is DeliveryKind.BALLOT and item.subject == vote.id)
        mine = [item.member for item in about if item.member is not None]
        found_now = await next_drawings(tx, vote, mine, drawn=on_their_way)
        ballots |= {(vote.id, member): drawing for member, drawing in found_now.items()}
        on_paper |= {(vote.id, member) for member in await papers.on_roll(tx, vote.id, mine)} if mine else set()
    present: set[tuple[str, MemberId]] = set()
    for event_id in {item.event for item in page if item.kind is DeliveryKind.CARD}:
        ids = [item.member for item in page if item.member is not None]
        present |= {(event_id, member) for member in await presence.among(tx, event_id, ids)}
    tongues = await members.tongues_of_chats(tx, {item.chat for item in page})
    meetings: dict[str, Event] = {event.id: event for event in await events.events(tx)}
    carded = {item.member for item in page if item.kind is DeliveryKind.CARD and item.member is not None}
    guests = await members.guests_among(tx, carded)
    return _Page(house, tx, meetings, found, tongues, ballots, present, guests, on_paper)


async def _apart(page: _Page, delivery: Delivery) -> Rendered:
    try:
        return _in_private(delivery, await _rendered(page, delivery))
    except (Uncounted, Undrawn):
        raise
    except Exception as error:  # one message that cannot be worded must not stop the others
        return Rendered(None, error=error)


async def _rendered(page: _Page, delivery: Delivery) -> Rendered:
    if delivery.member is not None and delivery.chat not in page.tongues:
        return Rendered(None)  # the account was detached meanwhile
    match delivery.kind:
        case DeliveryKind.WELCOME:
            return Rendered(notices.welcome(page.speech(delivery), page.events[delivery.event]))
        case DeliveryKind.CARD | DeliveryKind.FAREWELL:
            card = delivery.kind is DeliveryKind.CARD
            return Rendered(_card(page, delivery) if card else await _farewell(page, delivery))
        case DeliveryKind.NOTICE | DeliveryKind.ALARM:
            return Rendered(await _notice(page, delivery))
        case DeliveryKind.PROXY:
            return await _proxy(page, delivery)
    vote = page.votes.get(VoteId(delivery.subject))
    if vote is None:
        raise Damaged("vote", delivery.subject)  # votes are never deleted
    if delivery.kind is DeliveryKind.BALLOT:
        return _ballot(page, delivery, vote)
    if delivery.kind in _LOOKED_UP:
        return Rendered(await _looked_up(page, delivery, vote))
    if delivery.kind in (DeliveryKind.RESULT, DeliveryKind.PICTURE):
        return Rendered(_result(page, delivery, vote))
    key = (delivery.kind, vote.id, page.speech(delivery))
    return Rendered(page.once(key, lambda: _about_vote(page, delivery, vote)))


def _card(page: _Page, delivery: Delivery) -> Message | None:
    event, speech = page.events[delivery.event], page.speech(delivery)
    if delivery.state is DeliveryState.STALE:
        return page.once((delivery.kind, event.id, speech), lambda: cards.over(speech, event))
    if delivery.member is None:
        return None
    here = (delivery.event, delivery.member) in page.present
    confirm = here and event.confirm_by is not None
    votes = delivery.member not in page.guests
    key = (delivery.kind, event.id, speech, here, votes)
    return page.once(key, lambda: cards.card(speech, event, present=here, confirm=confirm, votes=votes))


async def _farewell(page: _Page, delivery: Delivery) -> Message | None:
    event, speech = page.events[delivery.event], page.speech(delivery)
    key = (delivery.kind, event.id, speech)
    if key in page.alike:
        return page.alike[key]
    published = [vote.number for vote in await votes.of_event(page.tx, event.id, VoteState.PUBLISHED)]
    return page.once(key, lambda: cards.farewell(speech, event, page.house.organisation, published))


async def _notice(page: _Page, delivery: Delivery) -> Message | None:
    speech = page.speech(delivery)
    key = (delivery.kind, delivery.subject, speech)
    if key in page.alike:
        return page.alike[key]
    text = await deliveries.notice(page.tx, delivery.subject)
    if delivery.kind is DeliveryKind.NOTICE:
        return page.once(key, lambda: notices.announcement(speech, page.events[delivery.event], text))
    return notices.alarm(speech, telling.read_alarm(text))


async def _proxy(page: _Page, delivery: Delivery) -> Rendered:
    event, me = page.events[delivery.event], delivery.member
    proxy = await rows.of_principal(page.tx, event.id, MemberId(delivery.subject))
    if proxy is None or me is None:
        return Rendered(None)
    people = await members.by_ids(page.tx, [proxy.principal, proxy.holder])
    return Rendered(proxies.told(page.speech(delivery), event, proxy, people, me))


def _ballot(page: _Page, delivery: Delivery, vote: Vote) -> Rendered:
    speech = page.speech(delivery)
    drawing = page.drawings.get((vote.id, delivery.member)) if delivery.member is not None else None
    is_open = vote.state is VoteState.OPEN
    if drawing is None and delivery.member is not None and (vote.id, delivery.member) in page.on_paper:
        return Rendered(page.once(("paper", vote.id, speech), lambda: ballot.on_paper(speech, vote)))
    if delivery.state is DeliveryState.STALE or (delivery.state in _BEHIND and not is_open):
        if delivery.member is None:
            return Rendered(page.once(("group-over", vote.id, speech), lambda: ballot.group_over(speech, vote)))
        stood = (drawing.hand and drawing, drawing.choice) if drawing else None
        return Rendered(page.once(("over", vote.id, speech, stood), lambda: ballot.over(speech, vote, drawing)))
    if not is_open:
        return Rendered(None)
    if drawing is None:
        return Rendered(_without_paper(page, speech, delivery, vote))
    if vote.definition.secret and page.house.readable(delivery.chat):
        # a form there would only invite people to vote where their server reads along
        return Rendered(ballot.unencrypted(speech, vote))
    # a first rendering replaces none, and neither a new deadline nor a reminder that comes just as somebody presses is
    # a reason to refuse a press on the old one: these carry the number that stands, so that the next one retires them
    reminds = delivery.reminds and delivery.state is DeliveryState.QUEUED
    replaces = delivery.ref and delivery.state is DeliveryState.QUEUED and not reminds
    rendering = (vote.id, drawing.member, drawing.rendering) if replaces else None
    drawing = drawing if replaces else replace(drawing, rendering=drawing.rendering - 1)
    stands = None if replaces else (vote.id, drawing.member, drawing.rendering)
    plain, _, _ = page.tongues.get(delivery.chat, Tongue())
    message = drawn(speech, vote, replace(drawing, plain=plain), room(page.house, delivery.chat))
    return Rendered(reminder(speech, vote, drawing, message, page.tx.now) if reminds else message, rendering, stands)


def _without_paper(page: _Page, speech: Speech, delivery: Delivery, vote: Vote) -> Message | None:
    """The group's ballot, or what somebody sees whose principals have taken their votes back."""
    if delivery.member is None:
        limits = page.house.limits.get(network_of(delivery.chat))
        return ballot.group(speech, vote, apart=limits is not None and limits.whispers > 0)
    return ballot.gone(speech, vote) if delivery.state in _BEHIND else None


async def _looked_up(page: _Page, delivery: Delivery, vote: Vote) -> Message | None:
    """What says more of a vote than stands in it."""
    speech = page.speech(delivery)
    if delivery.kind is DeliveryKind.DEMANDED:
        view = await drafts.preview(page.tx, page.events[delivery.event], vote)
        return vote_views.demanded(speech, vote, view)
    if delivery.kind is DeliveryKind.BOARD:
        return elections.as_held(speech, vote)
    if delivery.member is None:
        return elections.acceptance(speech, vote, await acceptance.asked(page.tx, vote))
    if delivery.kind is DeliveryKind.NOMINATED:
        return nominations.asked(speech, vote, *await standing.said_by(page.tx, vote, delivery.member))
    return elections.elected(speech, vote, await acceptance.own_option(page.tx, vote, delivery.member))


def _result(page: _Page, delivery: Delivery, vote: Vote) -> Message | None:
    """The text, and its picture in the same message if there is room; else the picture follows by itself.

    Whoever wants it plain gets no picture, and one that cannot be drawn keeps no text waiting.
    """
    event, speech = page.events[delivery.event], page.speech(delivery)
    text = page.once(("result", vote.id, speech), lambda: results.for_members(speech, vote, event))
    limits = page.house.limits.get(network_of(delivery.chat))
    together = text is not None and limits is not None and len(plain(text.text)) <= limits.caption
    first = delivery.kind is DeliveryKind.RESULT
    if vote.state is VoteState.VOID:
        return text if first else None
    if text is None or page.tongues.get(delivery.chat, Tongue()).plain or first is not together:
        return text if first else None
    picture = _picture(page, speech, vote, event)
    caption = text if first else Message(results.caption(speech, vote))
    return replace(caption, file=picture) if first or picture else None


def _picture(page: _Page, speech: Speech, vote: Vote, event: Event) -> File | None:
    """Looked up once for each language."""
    key = (vote.id, speech.language)
    if key not in page.pictures:
        page.pictures[key] = at_hand(speech, vote, event)
    return page.pictures[key]


def _about_vote(page: _Page, delivery: Delivery, vote: Vote) -> Message | None:
    event, speech = page.events[delivery.event], page.speech(delivery)
    match delivery.kind:
        case DeliveryKind.DRAFT:
            return vote_views.shown(speech, vote)
        case DeliveryKind.COUNTED:
            return results.for_chair(speech, vote, event)
        case DeliveryKind.CLOSED:
            current = vote.state is VoteState.CLOSED or delivery.state is DeliveryState.STALE
            return vote_views.closed(speech, vote) if current else None
        case DeliveryKind.DISPUTED:
            return vote_views.disputed(speech, vote)
        case DeliveryKind.HELD:
            return vote_views.held(speech, vote) if vote.hold else None
    return None
