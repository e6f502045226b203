"""The credentials desk: presence for others, search, invitations, new members, lists."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from adapters.contract import Command
from bot.chat.buttons import in_event
from bot.chat.call import Call, Denied, Offer, Post, allowed, denied_by, message
from bot.chat.late import asked
from bot.chat.reading import one_of, words
from bot.chat.register import Handlers, Spec, Who, always, footing, forbidden
from bot.handlers import paper
from bot.handlers.targets import a_number, confirmed, event_of, show_usage, the_event, the_member
from bot.views import invitations, lists
from bot.views import proxies as views
from bot.views.lists import Hit, called
from bot.wording.speech import later, sentence
from core import accounts, admission, floor, proxies, roles, telling
from core.errors import refuse
from core.model import Event, Member
from core.persons import Tongue
from core.store import members, papers, presence

MOST_HITS = 10


async def check_in(call: Call, item: Command) -> None:
    """Check a member in by number."""
    word, _, rest = item.line.partition(" ")
    how = next((key for key in ("paper", "chat") if rest.casefold() in words(key)), "")
    member = await the_member(call, word)
    if rest and not how:
        raise Denied("checkin-rest", word=rest[:40])
    if how == "paper":
        await paper.check_in(call, member)
        return
    event = await event_of(call, member)
    arrived = allowed(await floor.check_in(call.tx, event, member, call.by))
    key = "desk-here-already" if arrived.already else "desk-checked-in" if member.votes else "desk-guest-in"
    on_paper = member.id in await papers.among(call.tx, event.id, [member.id])
    if how == "chat" and on_paper:
        await paper.to_chat(call, member)
        return
    by_nothing = not on_paper and await _votes_by_nothing(call, member)
    call.lines(
        sentence(key, member=called(member), event=event.settings.title),
        sentence("desk-on-paper", number=member.number) if on_paper else None,
        sentence("desk-no-account", number=member.number) if by_nothing else None,
    )


async def _votes_by_nothing(call: Call, member: Member) -> bool:
    return member.votes and not await accounts.accounts(call.tx, member.id)


async def check_out(call: Call, item: Command) -> None:
    """Check a member out by number."""
    member = await the_member(call, item.line)
    event = await event_of(call, member, present=True)
    was_here = allowed(await floor.check_out(call.tx, event, member, call.by))
    key = "desk-checked-out" if was_here else "desk-absent-already"
    if was_here and member.id != call.by:
        await _tell(call, event, member)
    left_behind = await proxies.idle(call.tx, event, member)
    call.lines(
        sentence(key, member=called(member), event=event.settings.title),
        later(views.idle, "desk-proxies-idle", left_behind),
    )


async def _tell(call: Call, event: Event, member: Member) -> None:
    """Whoever is checked out by somebody else hears of it: the next ballots come without them."""
    told = refuse("checked-out", event=event.settings.title, number=member.number)
    await telling.tell_accounts(call.tx, event.id, await accounts.accounts(call.tx, member.id), told)


async def find(call: Call, item: Command) -> None:
    """Search by number or by parts of a name."""
    if not item.line:
        show_usage(call, "find")
        return
    event, hits = await the_event(call), await members.search(call.tx, item.line.removeprefix("#"), MOST_HITS)
    call.reply(lists.found, await _hits(call, event, hits), MOST_HITS)


async def _hits(call: Call, event: Event, found: list[Member]) -> list[Hit]:
    ids = [member.id for member in found]
    here = await presence.among(call.tx, event.id, ids)
    accounts = await members.accounts_of(call.tx, ids)
    return [
        Hit(member, member.id in here, [account for account in accounts if account.member == member.id])
        for member in found
    ]


# -- ways in


async def invite(call: Call, item: Command) -> None:
    """A new invitation for a member without an account; the old one dies."""
    if not item.line:
        show_usage(call, "invite")
        return
    member = await the_member(call, item.line)
    event = await event_of(call, member)
    if await accounts.accounts(call.tx, member.id):
        raise Denied("desk-has-account", number=member.number, name=member.name)
    if beyond := await roles.beyond(call.tx, member, call.by):
        raise denied_by(beyond)
    await _invite(call, event, member)


async def _invite(call: Call, event: Event, member: Member) -> None:
    code = (await accounts.invite(call.tx, event.id, [member.id], call.by))[member.id]
    links = {network: link.format(code=code) for network, link in call.house.links.items()}
    if not links:
        call.say("invite-code", member=called(member), code=code)
    for network, link in links.items():
        call.reply(invitations.linked, member, network, link, code)


async def pair(call: Call, item: Command) -> None:
    """Say which account shows a four-digit code and ask; once it is sure, bind it."""
    line, sure = confirmed(item.line)
    number, _, code = line.partition(" ")
    if not code.strip():
        show_usage(call, "pair")
        return
    member = await the_member(call, number)
    event = await event_of(call, member)
    if not sure:
        await _ask_to_pair(call, event, member, code.strip())
        return
    paired = allowed(await accounts.pair(call.tx, event, member.number, code.strip(), call.by))
    member, chat = paired
    call.say("pair-done", member=called(member))
    speech = call.house.speech_for(Tongue(roster=member.language), event.settings.languages, chat=chat, now=call.tx.now)
    welcome = [sentence("pair-welcome", name=member.name, number=member.number)]
    call.effects.posts.append(Post(chat, partial(message, speech, welcome)))


async def _ask_to_pair(call: Call, event: Event, member: Member, code: str) -> None:
    _, account, _ = allowed(await accounts.to_pair(call.tx, member.number, code, call.by))
    yes = in_event(event.id, f"pair {member.number} {code} yes", asked(call))
    offers = [Offer(yes, "button-pair")] if yes else []
    call.say("pair-ask", offers, member=called(member), account=account, number=member.number, code=code)


async def admit(call: Call, item: Command) -> None:
    """Put a new member on the roster, or with a line `guest` somebody without a vote, and invite."""
    number, _, name = item.line.partition(" ")
    guest, unknown = _guest(item.lines)
    if unknown or not name.strip():
        show_usage(call, "admit")
        return
    number, event = a_number(number), await the_event(call)
    member = allowed(await admission.admit(call.tx, event, number, name.strip(), call.by, votes=not guest))
    call.say("admit-guest-done" if guest else "admit-done", member=called(member))
    await _invite(call, event, member)


def _guest(lines: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether the lines say that it is a guest, and what else they say."""
    unknown = [line for line in lines if line.strip().casefold() not in words("guest")]
    return len(unknown) < len(lines), unknown


# -- lists


async def show_roster(call: Call, item: Command) -> None:
    """Counts; with a word the first names of that list; with `file` all of them."""
    event, said = await the_event(call), item.line.casefold().split()
    meant = {word: one_of("roster", word, (*members.LISTS, "all")) for word in said if word not in words("file")}
    which = next((ours for ours in meant.values() if ours), "all")
    unknown = [word for word, ours in meant.items() if not ours]
    if said:
        allowed(forbidden(Who.DESK, footing(call)))
    if unknown:
        call.reply(lists.unknown_word, "roster", unknown[0])
    elif words("file").intersection(said):
        await telling.request_file(call.tx, event.id, call.inbound.chat, f"roster {which}")
        call.say("roster-coming", which=which)
    else:
        await _show_list(call, event, which)


async def _show_list(call: Call, event: Event, which: str) -> None:
    counts = await members.list_counts(call.tx, event.id)
    if which == "all":
        call.reply(lists.roster_counts, event, counts)
        return
    first = await members.rows_for_list(call.tx, event.id, which, lists.MOST_NAMES)
    call.reply(lists.names, which, counts[which], first)


HANDLERS = Handlers(
    commands=(
        Spec("checkin", Who.DESK, check_in, with_argument=True),
        Spec("checkout", Who.DESK, check_out, with_argument=True),
        Spec("find", Who.DESK, find, whenever=True, looks=always),
        Spec("invite", Who.DESK, invite),
        Spec("pair", Who.DESK, pair),
        Spec("admit", Who.DESK, admit),
        Spec("roster", Who.OBSERVER, show_roster, after=True, whenever=True),
    ),
)
