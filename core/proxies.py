"""Votes in the hands of others: giving, declining, taking back.

A proxy is in force while its principal is absent and its holder present. Opening a vote freezes who casts for whom;
from then on a ballot can only go back to its member.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core import telling
from core.errors import Refusal, refuse
from core.journal import SYSTEM, Actor, record, record_many
from core.model import Event, EventState, How, Member, MemberId, Vote, VoteState
from core.outgoing import DeliveryKind
from core.proxy_rules import Book, Proxy, ProxyState
from core.store import ballots, deliveries, events, journal, members, presence, proxies, rolls, votes, ways_in
from core.store.writer import Tx

CHANGES = 10
"""Proxies that one member may give within `CHANGES_WITHIN`."""
CHANGES_WITHIN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Given:
    """What giving a proxy came to."""

    before: MemberId | None
    """Who held it until now; if that is the same holder, nothing has changed."""
    resting: bool
    """The principal is present: it works after a check-out."""
    too_late: bool
    """A vote is open: it works from the next one on."""


@dataclass(frozen=True, slots=True)
class Delegation:
    """How a member stands with proxies in one event."""

    holder: Member | None
    """Who votes for this member."""
    principals: tuple[Member, ...]
    """For whom this member votes, in the order in which they gave."""


def not_now(event: Event) -> Refusal | None:
    """Why no proxy can be given in this event, or None. Codes: `event-over`, `proxies-none`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    return None if event.settings.proxies else refuse("proxies-none")


async def give(tx: Tx, event: Event, principal: Member, holder: Member, how: How, by: Actor) -> Given | Refusal:
    """Put a member's vote into somebody's hands; a former holder loses it at once.

    Codes: those of `not_now` and of `Book.fault`, `proxy-too-often`, `proxy-desk-own`, `proxy-own-asked`.
    """
    if fault := not_now(event) or await _not_so(tx, event, principal, holder, how, by):
        return fault
    given = await proxies.among(tx, event.id, [principal.id, holder.id])
    book = await book_of(tx, event, given, [principal, holder])
    before = book.holders.get(principal.id)
    book.strike(principal.id)
    if fault := book.fault(principal, holder):
        return fault
    if before != holder.id:
        if by == principal.id:
            await ways_in.add_failure(tx, f"proxy {by}", tx.now - CHANGES_WITHIN)
        await hand_over(tx, event, {principal.id: holder.id}, {principal.id: before} if before else {}, how, by)
    resting = bool(await presence.among(tx, event.id, [principal.id]))
    return Given(before, resting, bool(await votes.of_event(tx, event.id, VoteState.OPEN)))


async def _not_so(tx: Tx, event: Event, principal: Member, holder: Member, how: How, by: Actor) -> Refusal | None:
    """What a member may not do for ever, and the desk not for itself, nor against what a member has said."""
    if by == principal.id:
        often = await ways_in.failures(tx, f"proxy {by}", tx.now - CHANGES_WITHIN) >= CHANGES
        return refuse("proxy-too-often", minutes=CHANGES_WITHIN // timedelta(minutes=1)) if often else None
    if how is not How.DESK:
        return None
    if by == holder.id:
        return refuse("proxy-desk-own", number=principal.number)
    own = await proxies.of_principal(tx, event.id, principal.id)
    if own is not None and own.holder == holder.id:
        return None
    asked = refuse("proxy-asked", event=event.settings.title, holder=holder.name, number=holder.number)
    return await _asked(tx, event, principal, own, asked)


async def _asked(tx: Tx, event: Event, principal: Member, own: Proxy | None, asked: Refusal) -> Refusal | None:
    """What a member gave by the own phone is changed by that phone: it is asked there, as long as it can be reached."""
    if own is None or own.state is not ProxyState.GIVEN or own.how is not How.SELF:
        return None
    reachable = [account for account in await members.accounts_of(tx, [principal.id]) if account.reachable]
    if not reachable:
        return None
    await telling.tell_accounts(tx, event.id, reachable, asked)
    return refuse("proxy-own-asked", name=principal.name, number=principal.number)


async def book_of(tx: Tx, event: Event, given: Sequence[Proxy], new: Iterable[Member]) -> Book:
    """These proxies as a book in which `new` members can be entered."""
    people = {member.id: member for member in new}
    others = {who for proxy in given for who in (proxy.principal, proxy.holder)} - people.keys()
    entitled = await events.entitled_among(tx, event, people)
    book = Book(event.settings, entitled, people | await members.by_ids(tx, others))
    for proxy in given:
        book.enter(proxy.principal, proxy.holder)
    return book


async def hand_over(
    tx: Tx,
    event: Event,
    holders: Mapping[MemberId, MemberId],
    former: Mapping[MemberId, MemberId],
    how: How,
    by: Actor,
) -> None:
    """Give proxies that were checked before, by principal; `former` holders are told too."""
    await proxies.put(tx, event.id, holders, how)
    await _give_back(tx, event, [principal for principal in holders if principal in former])
    await events.recount_represented(tx, event)
    names = await journal.pseudonyms(tx, event.id, holders.values())
    about = [(principal, {"holder": names[holder], "how": how.value}) for principal, holder in holders.items()]
    await record_many(tx, event.id, "proxy.given", by, about)
    for principal, holder in holders.items():
        told = [holder, former.get(principal), principal if by != principal else None]
        await _tell(tx, event, principal, [who for who in told if who is not None])


async def take_back(tx: Tx, event: Event, principal: Member, by: Actor) -> Proxy | Refusal:
    """End a member's proxy, in open votes too. Codes: `event-over`, `proxy-none`."""
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    proxy = await proxies.of_principal(tx, event.id, principal.id)
    if proxy is None or proxy.state is not ProxyState.GIVEN:
        return refuse("proxy-none", number=principal.number)
    await _end(tx, event, proxy, ProxyState.OFF, by)
    await _tell(tx, event, principal.id, [proxy.holder, *([principal.id] if by != principal.id else [])])
    return proxy


async def take_back_for(tx: Tx, event: Event, principal: Member, by: Actor) -> Proxy | Refusal:
    """The same by the desk. Codes: those of `take_back`, `proxy-own-asked`."""
    own = await proxies.of_principal(tx, event.id, principal.id)
    asked = await _asked(tx, event, principal, own, refuse("proxy-off-asked", event=event.settings.title))
    return asked or await take_back(tx, event, principal, by)


async def decline(tx: Tx, event: Event, holder: MemberId, principal: Member) -> Proxy | Refusal:
    """A holder does not want somebody's vote; declining twice is declining once.

    Codes: `event-over`, `proxy-not-held`.
    """
    if event.state is EventState.CLOSED:
        return refuse("event-over")
    proxy = await proxies.of_principal(tx, event.id, principal.id)
    if proxy is None or proxy.holder != holder or proxy.state is ProxyState.OFF:
        return refuse("proxy-not-held", number=principal.number)
    if proxy.state is ProxyState.GIVEN:
        await _end(tx, event, proxy, ProxyState.DECLINED, holder)
        await _tell(tx, event, principal.id, [principal.id])
    return proxy


async def _end(tx: Tx, event: Event, proxy: Proxy, state: ProxyState, by: Actor) -> None:
    await proxies.end(tx, event.id, proxy.principal, state)
    await _give_back(tx, event, [proxy.principal])
    await events.recount_represented(tx, event)
    await record(tx, event.id, f"proxy.{state}", by, member=proxy.principal)


async def _tell(tx: Tx, event: Event, principal: MemberId, whom: Sequence[MemberId]) -> None:
    chats = [(account.member, account.chat) for account in await members.accounts_of(tx, whom)]
    await deliveries.queue(tx, DeliveryKind.PROXY, event.id, principal, chats)


async def delegation(tx: Tx, event: Event, member: MemberId) -> Delegation:
    """Who votes for a member, and for whom the member votes."""
    found = await proxies.among(tx, event.id, [member])
    people = await members.by_ids(tx, {who for proxy in found for who in (proxy.principal, proxy.holder)})
    holder = next((people[proxy.holder] for proxy in found if proxy.principal == member), None)
    return Delegation(holder, tuple(people[proxy.principal] for proxy in found if proxy.holder == member))


async def idle(tx: Tx, event: Event, holder: Member) -> list[Member]:
    """For whom nobody votes as long as this holder is away; the principals who are present vote themselves."""
    principals = (await delegation(tx, event, holder.id)).principals
    here = await presence.among(tx, event.id, [member.id for member in principals])
    return [member for member in principals if member.id not in here]


# -- presence: who comes takes the vote back, who goes is represented again


async def came(tx: Tx, event: Event, new: Sequence[MemberId]) -> list[MemberId]:
    """Members came: principals among them cast for themselves, also in open votes.

    Returns the principals of those among them who hold proxies. Costs one query if nobody has to do with a proxy.
    """
    touched, here = await proxies.among(tx, event.id, new), set(new)
    if touched:
        await events.recount_represented(tx, event)
        await _give_back(tx, event, [proxy.principal for proxy in touched if proxy.principal in here])
    return [proxy.principal for proxy in touched if proxy.holder in here]


async def left(tx: Tx, event: Event, gone: Sequence[MemberId]) -> None:
    """Members left: they may be represented from now on, or not represent anybody any more."""
    if await proxies.among(tx, event.id, gone):
        await events.recount_represented(tx, event)


async def _give_back(tx: Tx, event: Event, principals: Sequence[MemberId]) -> None:
    """In open votes what the holder has cast stands until the principal casts."""
    if not principals:
        return
    for vote in await votes.of_event(tx, event.id, VoteState.OPEN):
        await _give_back_in(tx, vote, principals)


async def _give_back_in(tx: Tx, vote: Vote, principals: Sequence[MemberId]) -> None:
    back = await ballots.give_back(tx, vote, principals)
    if back:
        await deliveries.queue_for_roll(tx, DeliveryKind.BALLOT, vote, only=[item.member for item in back])
        await deliveries.make_outdated(tx, vote, only={item.holder for item in back})
        about = [(item.member, {"vote": vote.number, "stands": item.cast}) for item in back]
        await record_many(tx, vote.event, "proxy.taken-back", SYSTEM, about)


async def rejoin(tx: Tx, event: Event, vote: Vote) -> None:
    """A vote is opened again: who came or ended the proxy while it was closed casts the own ballot."""
    held = await rolls.holders(tx, vote.id)
    given = {proxy.principal: proxy.holder for proxy in await proxies.given(tx, event.id)}
    here = await presence.among(tx, event.id, held)
    await _give_back_in(tx, vote, [who for who, holder in held.items() if who in here or given.get(who) != holder])
