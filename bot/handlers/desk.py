"""The credentials desk: presence for others, search, invitations, new members, lists."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import segno

from adapters.contract import Command, File, Message
from bot.chat.call import Call, Post
from bot.chat.reading import words
from bot.chat.register import Handlers, Spec, Who, forbidden, standing
from bot.handlers.targets import show_usage, the_event, the_member
from bot.views import lists
from bot.views.lists import Hit, member_name
from bot.wording.speech import Markup, joined
from core import accounts, floor, roster, telling
from core.errors import Refusal, refuse
from core.model import Event, Member, Tongue
from core.store import events, members

MOST_HITS = 10


async def check_in(call: Call, item: Command) -> None:
    """Check a member in by number."""
    word, _, rest = item.line.partition(" ")
    if rest:
        call.refuse(refuse("checkin-rest", word=rest[:40]))
        return
    event, member = await the_event(call), await the_member(call, word)
    if isinstance(event, Refusal) or isinstance(member, Refusal):
        _refuse_first(call, event, member)
        return
    arrived = await floor.check_in(call.tx, event, member, call.by)
    if isinstance(arrived, Refusal):
        call.refuse(arrived)
        return
    key = "desk-here-already" if arrived.already else "desk-checked-in" if member.votes else "desk-guest-in"
    said = [call.speech.say(key, member=member_name(call.speech, member), event=event.settings.title)]
    if member.votes and not await accounts.accounts(call.tx, member.id):
        said.append(call.speech.say("desk-no-account", number=member.number))
    call.reply(Message(joined(said)))


async def check_out(call: Call, item: Command) -> None:
    """Check a member out by number."""
    event, member = await the_event(call), await the_member(call, item.line)
    if isinstance(event, Refusal) or isinstance(member, Refusal):
        _refuse_first(call, event, member)
        return
    was_here = await floor.check_out(call.tx, event, member, call.by)
    key = "desk-checked-out" if was_here else "desk-absent-already"
    call.say(key, member=member_name(call.speech, member), event=event.settings.title)


def _refuse_first(call: Call, *found: object) -> None:
    call.refuse(next(refusal for refusal in found if isinstance(refusal, Refusal)))


async def find(call: Call, item: Command) -> None:
    """Search by number or by parts of a name."""
    event = await the_event(call)
    if not item.line:
        show_usage(call, "find")
    elif isinstance(event, Refusal):
        call.refuse(event)
    else:
        hits = await members.search(call.tx, item.line, MOST_HITS)
        call.reply(lists.found(call.speech, await _hits(call, event, hits), MOST_HITS))


async def _hits(call: Call, event: Event, found: list[Member]) -> list[Hit]:
    ids = [member.id for member in found]
    here = await events.present_among(call.tx, event.id, ids)
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
    event, member = await the_event(call), await the_member(call, item.line)
    if isinstance(event, Refusal) or isinstance(member, Refusal):
        _refuse_first(call, event, member)
    elif await accounts.accounts(call.tx, member.id):
        call.refuse(refuse("desk-has-account", number=member.number, name=member.name))
    else:
        await _invite(call, event, member)


async def _invite(call: Call, event: Event, member: Member) -> None:
    code = (await accounts.invite(call.tx, event.id, [member.id], call.by))[member.id]
    called = member_name(call.speech, member)
    links = {network: link.format(code=code) for network, link in call.house.links.items()}
    if not links:
        call.say("invite-code", member=called, code=code)
    for message in _link_messages(call, called, code, links):
        call.reply(message)


def _link_messages(call: Call, called: str, code: str, links: Mapping[str, str]) -> list[Message]:
    return [
        Message(
            joined(
                [
                    call.speech.say("invite-link", member=called, network=network, link=link, code=code),
                    _then(call, link, code),
                ]
            ),
            file=File("invitation.png", _qr(link)),
        )
        for network, link in links.items()
    ]


def _then(call: Call, link: str, code: str) -> Markup:
    """What is left to do where the link cannot hand over the code."""
    return Markup("") if code in link else call.speech.say("invite-then", code=code)


def _qr(link: str) -> bytes:
    picture = io.BytesIO()
    segno.make(link, error="m").save(picture, kind="png", scale=8, border=4)
    return picture.getvalue()


async def pair(call: Call, item: Command) -> None:
    """Bind the account that shows a four-digit code."""
    event, (number, _, code) = await the_event(call), item.line.partition(" ")
    if not code.strip():
        show_usage(call, "pair")
        return
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    paired = await accounts.pair(call.tx, event, number.removeprefix("#"), code.strip(), call.by)
    if isinstance(paired, Refusal):
        call.refuse(paired)
        return
    member, chat = paired
    call.say("pair-done", member=member_name(call.speech, member))
    speech = call.house.speech_for(Tongue(roster=member.language), event.settings.languages, chat=chat)
    welcome = speech.say("pair-welcome", name=member.name, number=member.number)
    call.effects.posts.append(Post(chat, Message(welcome)))


async def admit(call: Call, item: Command) -> None:
    """Put a new member on the roster, or with a line `guest` somebody without a vote, and invite."""
    event, (number, _, called) = await the_event(call), item.line.partition(" ")
    guest, unknown = _guest(item.lines)
    if unknown or not called.strip():
        show_usage(call, "admit")
        return
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    member = await roster.admit(call.tx, event, number.removeprefix("#"), called.strip(), call.by, votes=not guest)
    if isinstance(member, Refusal):
        call.refuse(member)
        return
    call.say("admit-guest-done" if guest else "admit-done", member=member_name(call.speech, member))
    await _invite(call, event, member)


def _guest(lines: Sequence[str]) -> tuple[bool, list[str]]:
    """Whether the lines say that it is a guest, and what else they say."""
    unknown = [line for line in lines if line.casefold() not in words("guest")]
    return len(unknown) < len(lines), unknown


# -- lists


async def show_roster(call: Call, item: Command) -> None:
    """Counts; with a word the first names of that list; with `file` all of them."""
    event, words = await the_event(call), item.line.lower().split()
    which = next((word for word in words if word in members.LISTS), "all")
    unknown = [word for word in words if word not in (*members.LISTS, "all", "file")]
    if isinstance(event, Refusal):
        call.refuse(event)
    elif words and (refusal := forbidden(Who.DESK, standing(call))):
        call.refuse(refusal)
    elif unknown:
        said = call.speech.say("unknown-word", word=unknown[0][:40])
        call.reply(Message(joined([said, lists.usage(call.speech, "roster")])))
    elif "file" in words:
        await telling.request_file(call.tx, event.id, call.inbound.chat, f"roster {which}")
        call.say("roster-coming", which=which)
    else:
        await _show_list(call, event, which)


async def _show_list(call: Call, event: Event, which: str) -> None:
    counts = await members.list_counts(call.tx, event.id)
    if which == "all":
        call.reply(lists.roster_counts(call.speech, event, counts))
        return
    first = await members.rows_for_list(call.tx, event.id, which, lists.MOST_NAMES)
    call.reply(lists.names(call.speech, which, counts[which], first))


HANDLERS = Handlers(
    commands=(
        Spec("checkin", Who.DESK, check_in, with_argument=True),
        Spec("checkout", Who.DESK, check_out, with_argument=True),
        Spec("find", Who.DESK, find),
        Spec("invite", Who.DESK, invite),
        Spec("pair", Who.DESK, pair),
        Spec("admit", Who.DESK, admit),
        Spec("roster", Who.OBSERVER, show_roster, after=True),
    ),
)
