"""From members to chat accounts: invitations, pairing, a second network, detaching."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from core import codes, roles, telling
from core.address import network_of
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.model import NOT_OVER, Address, Event, EventId, EventState, Member, MemberId, VoteState
from core.outgoing import DeliveryKind
from core.persons import Account, Person
from core.store import ballots, deliveries, events, members, votes, ways_in
from core.store.writer import Tx

TRIES = 10
"""Wrong codes that one account may type within `TRIES_WITHIN`."""
TRIES_WITHIN = timedelta(minutes=10)
PAIRING_LASTS = ways_in.PAIRING_LASTS
AT_A_TIME, DRAWS = 20, 10
"""Codes that are drawn together to find one that nobody shows, and how often."""
LINKS = 5
"""Codes for a second network that one member may ask for within `LINKS_WITHIN`."""
LINKS_WITHIN = timedelta(hours=1)

# -- invitations


async def invite(tx: Tx, event: EventId, ids: Iterable[MemberId], by: Actor) -> dict[MemberId, str]:
    """Make a code for each member; older ones that were not used die."""
    made = codes.drawn(ids)
    await hand_out(tx, event, made, by)
    return made


async def link(tx: Tx, event: EventId, member: MemberId) -> str | Refusal:
    """Make a code with which a bound member binds an account on another network. Code: `link-too-many`."""
    mine, since = _links_of(member), tx.now - LINKS_WITHIN
    if await ways_in.failures(tx, mine, since) >= LINKS:
        return refuse("link-too-many", minutes=LINKS_WITHIN // timedelta(minutes=1))
    await ways_in.add_failure(tx, mine, since)
    made = codes.drawn([member])
    await hand_out(tx, event, made, member, link=True)
    return made[member]


def _links_of(member: MemberId) -> str:
    """What a member's codes for a second network are counted under."""
    return f"link {member}"


async def hand_out(tx: Tx, event: EventId, made: Mapping[MemberId, str], by: Actor, *, link: bool = False) -> None:
    """These codes are good from now on, and of each member no older one that was not used."""
    if made:
        hashed = [(codes.digest(code), member, event) for member, code in made.items()]
        await ways_in.add_invitations(tx, hashed, link=link)
        await record(tx, event, "link.made" if link else "invitation.made", by, count=len(made))


async def invited(tx: Tx, address: Address, code: str) -> tuple[Member, EventId] | Refusal:
    """Whom a code was made for, if this account may use it; nothing is written but failed tries.

    Codes: `too-many-tries`, `code-unknown`, `code-used`, `code-over`, `already-you`, `bound-to-other`,
    `member-has-account`, `code-own-network`.
    """
    since = tx.now - TRIES_WITHIN
    if await ways_in.failures(tx, address, since) >= TRIES:
        return refuse("too-many-tries", minutes=TRIES_WITHIN // timedelta(minutes=1))
    found = await ways_in.invitation(tx, codes.digest(code)) if codes.normal(code) else None
    if found is None:
        await ways_in.add_failure(tx, address, since)
        return refuse("code-unknown")
    member_id, event_id, is_link, used_by = found
    member = (await members.by_ids(tx, [member_id]))[member_id]
    return await _unusable(tx, address, member, used_by, event_id, is_link=is_link) or (member, event_id)


async def _unusable(
    tx: Tx, address: Address, member: Member, used_by: str | None, event_id: EventId, *, is_link: bool
) -> Refusal | None:
    owner = (await members.persons(tx, [address])).get(address)
    if owner:
        same = owner.member.id == member.id
        return refuse("already-you" if same else "bound-to-other", name=owner.member.name, number=owner.member.number)
    if used_by is not None:
        await ways_in.add_failure(tx, address, tx.now - TRIES_WITHIN)
        return refuse("code-used", number=member.number, event=event_id)
    event = await events.event(tx, event_id)
    if event is None or event.state is EventState.CLOSED:
        return refuse("code-over")
    return await _second_account(tx, address, member, is_link=is_link)


async def _second_account(tx: Tx, address: Address, member: Member, *, is_link: bool) -> Refusal | None:
    networks = {network_of(account.address) for account in await members.accounts_of(tx, [member.id])}
    if networks and not is_link:
        return refuse("member-has-account")
    if network_of(address) in networks:
        return refuse("code-own-network")
    return None


async def redeem(tx: Tx, address: Address, chat: Address, code: str, language: str) -> Member | Refusal:
    """Bind an account with a code, which is used up. Codes as in `invited`.

    `language` is the client's; it is kept where the roster names none.
    """
    found = await invited(tx, address, code)
    if isinstance(found, Refusal):
        return found
    member, event_id = found
    await ways_in.use_invitation(tx, codes.digest(code), address)
    await _bind(tx, address, chat, member, event_id, "" if member.language else language, "invitation")
    return member


async def pairing_code(tx: Tx, address: Address, chat: Address) -> str:
    """The four digits that an unbound account shows to the desk; the same again for `PAIRING_LASTS`."""
    code = await ways_in.pairing_code(tx, address) or await _free_code(tx)
    await ways_in.set_pairing(tx, address, chat, code)
    return code


async def _free_code(tx: Tx) -> str:
    """Four digits that nobody else shows: a few are drawn, and looked up by their index."""
    for _ in range(DRAWS):
        drawn = codes.short_codes(AT_A_TIME)
        if free := [code for code in drawn if code not in await ways_in.taken_codes(tx, drawn)]:
            return free[0]
    raise RuntimeError("no pairing code left")


async def pair(tx: Tx, event: Event, number: str, code: str, by: Actor) -> tuple[Member, Address] | Refusal:
    """Bind the account that shows this code. Codes as in `to_pair`."""
    found = await to_pair(tx, number, code, by)
    if isinstance(found, Refusal):
        return found
    member, address, chat = found
    await ways_in.take_pairing(tx, code)
    await _bind(tx, address, chat, member, event.id, "", "pairing", by)
    return member, chat


async def to_pair(tx: Tx, number: str, code: str, by: Actor) -> tuple[Member, Address, Address] | Refusal:
    """Member, account and chat that would be bound; nothing is written.

    Codes: `member-unknown`, `desk-has-account`, `rights-beyond`, `pairing-unknown`.
    """
    member = await members.by_number(tx, number)
    if member is None:
        return refuse("member-unknown", number=number)
    if await members.accounts_of(tx, [member.id]):
        return refuse("desk-has-account", number=number, name=member.name)
    if beyond := await roles.beyond(tx, member, by):
        return beyond
    shown = await ways_in.shown_by(tx, code)
    if shown is None or await person(tx, shown[0]):
        return refuse("pairing-unknown", code=code)
    return member, *shown


async def _bind(
    tx: Tx,
    address: Address,
    chat: Address,
    member: Member,
    event_id: EventId,
    language: str,
    how: str,
    by: Actor | None = None,
) -> None:
    before = await members.accounts_of(tx, [member.id])
    await members.add_account(tx, address, member.id, chat, language)
    await record(tx, event_id, "account.bound", by if by is not None else member.id, member=member.id, how=how)
    await _tell_of_another(tx, event_id, before, address)
    for event in await events.events(tx, *NOT_OVER):
        if event.registration:
            await deliveries.queue(tx, DeliveryKind.CARD, event.id, 0, [(member.id, chat)])
        await _send_ballots(tx, event, member.id, chat)


async def _tell_of_another(tx: Tx, event: EventId, before: Sequence[Account], address: Address) -> None:
    """Whoever has an account learns of another one, and whom to ask if it is not their own."""
    await telling.tell_accounts(tx, event, before, refuse("account-added", account=address))


async def _send_ballots(tx: Tx, event: Event, member: MemberId, chat: Address) -> None:
    """An account that is bound while votes are open gets what its member may cast there."""
    for vote in await votes.of_event(tx, event.id, VoteState.OPEN):
        if await ballots.hands(tx, vote, [member]):
            await deliveries.queue(tx, DeliveryKind.BALLOT, event.id, vote.id, [(member, chat)])


async def burn(tx: Tx, texts: Iterable[str]) -> bool:
    """A code that was written where others read along is dead; True if one of these texts was a code."""
    return any([await ways_in.burn_invitation(tx, codes.digest(text)) for text in texts if codes.normal(text)])


# -- accounts


async def attach(tx: Tx, bound: Sequence[tuple[Address, MemberId]]) -> None:
    """Bind accounts that the organiser names; accounts that a member has already are told of each other one."""
    before: dict[MemberId, list[Account]] = {}
    for account in await members.accounts_of(tx, {member for _, member in bound}):
        before.setdefault(account.member, []).append(account)
    await members.add_accounts(tx, [(address, member, address, "") for address, member in bound])
    current = await events.events(tx, *NOT_OVER)
    known = {account.address for accounts in before.values() for account in accounts}
    for address, member in bound:
        if current and address not in known:
            await _tell_of_another(tx, current[0].id, before.get(member, []), address)


async def detach(tx: Tx, member: MemberId, network: str = "") -> list[Account]:
    """Nobody is behind a member's accounts any more, on one network or on all; what was cast stays.

    A code for a second network that one of them asked for dies, or whoever has it is back at once.
    """
    gone = [account for account in await members.accounts_of(tx, [member]) if _on(account.address, network)]
    await members.remove_accounts(tx, [account.address for account in gone])
    if gone:
        await ways_in.forget_links(tx, member)
        await ways_in.forget_tries(tx, _links_of(member))
    return gone


def _on(address: Address, network: str) -> bool:
    return not network or network_of(address) == network


async def unbind(tx: Tx, event: Event, member: Member, network: str, by: Actor) -> list[Account] | Refusal:
    """The desk detaches the accounts of a member, on one network or on all.

    Codes: `own-account`, `no-account`, `rights-beyond`, `last-chair`.
    """
    if by == member.id:
        return refuse("own-account")
    mine = await members.accounts_of(tx, [member.id])
    if not any(_on(account.address, network) for account in mine):
        return refuse("no-account", name=member.name, number=member.number)
    if beyond := await roles.beyond(tx, member, by):
        return beyond
    stays = any(not _on(account.address, network) for account in mine)
    if not stays and await roles.is_last_chair(tx, event, member.id):
        return refuse("last-chair", name=member.name, number=member.number)
    gone = await detach(tx, member.id, network)
    await telling.tell_chats(tx, event.id, [account.chat for account in gone], _detached(event, member))
    await record(tx, event.id, "account.unbound", by, member=member.id, accounts=len(gone))
    return gone


def _detached(event: Event, member: Member) -> Refusal:
    return refuse("account-detached", event=event.settings.title, name=member.name, number=member.number)


async def person(tx: Tx, address: Address) -> Person | None:
    """Who stands behind an address."""
    return (await members.persons(tx, [address])).get(address)


async def accounts(tx: Tx, member: MemberId) -> list[Account]:
    """All accounts of a member."""
    return await members.accounts_of(tx, [member])


async def prefer(tx: Tx, address: Address, *, language: str | None = None, plain: bool | None = None) -> None:
    """Keep what a person wishes for an account; None leaves it as it is."""
    wishes = {"language": language, "plain": plain}
    await members.set_account(tx, address, **{name: wish for name, wish in wishes.items() if wish is not None})


async def unreachable(tx: Tx, chats: Iterable[Address]) -> None:
    """These private chats take no messages."""
    await members.set_reachable(tx, chats, reachable=False)


async def heard_from(tx: Tx, chats: Collection[Address]) -> bool:
    """Something came from these private chats, or was delivered to them: they get what they could not be sent.

    Returns whether there were any that were taken for unreachable.
    """
    back = await members.unreachable_among(tx, chats) if chats else []
    if back:
        await members.set_reachable(tx, back, reachable=True)
        await deliveries.retry_unreachable(tx, back)
    return bool(back)
