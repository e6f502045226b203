"""What the networks tell about chats: blocked, moved, lost."""

from __future__ import annotations

from functools import partial

from adapters.contract import ChatChange, ChatChanged
from bot.chat.call import Call, Post, message
from bot.wording.speech import sentence
from core import accounts, floor, telling
from core.errors import refuse
from core.model import Event, Purpose, Role, VoteState
from core.persons import Person
from core.store import events, members, roles, votes


async def chat_changed(call: Call, item: ChatChanged) -> None:
    """Take note, and tell the chair what the meeting has lost."""
    match item.change:
        case ChatChange.BLOCKED:
            await accounts.unreachable(call.tx, [item.chat])
        case ChatChange.UNBLOCKED:
            await accounts.heard_from(call.tx, [item.chat])
        case ChatChange.MOVED:
            await floor.move_chat(call.tx, item.chat, item.to)
        case ChatChange.REMOVED:
            await _lost(call, item)
        case ChatChange.ADDED:
            if not item.private and await events.channel(call.tx, item.chat) is None:
                call.say("chat-added")
        case ChatChange.UNREADABLE:
            _cannot_read(call, item)
        case ChatChange.UNREAD:
            await _could_not_read(call, item)
        case ChatChange.KEYS | ChatChange.SIGNS:
            await _keys(call, item)


def _cannot_read(call: Call, item: ChatChanged) -> None:
    """Say so where it was written; a person is answered in a chat that can be read, which the network makes."""
    if not item.private:
        call.say("chat-encrypted")
        return
    call.say("chat-encrypted-private")
    parts = [sentence("here"), sentence("here-known" if call.person else "greeting-link")]
    call.effects.posts.append(Post(item.sender, partial(message, call.to(item.sender), parts)))


async def _could_not_read(call: Call, item: ChatChanged) -> None:
    """What came in clear others could read; while a vote is secret it does not stay, whatever it says."""
    call.say("chat-unread")
    if item.own and item.private and await _is_secret_open(call):
        call.effects.redactions.append(item.own)


async def _is_secret_open(call: Call) -> bool:
    return any(vote.definition.secret for vote in await votes.in_state(call.tx, VoteState.OPEN))


async def _keys(call: Call, item: ChatChanged) -> None:
    """Somebody compares them; or they changed, and the desk, or the chair where there is none, has to ask why."""
    if item.change is ChatChange.SIGNS:
        call.say("chat-signs", signs=item.signs)
    elif call.person:
        await _tell_of_keys(call, call.person)


async def _tell_of_keys(call: Call, person: Person) -> None:
    for event in call.meetings:
        await telling.alarm_desk(call.tx, event.id, refuse("keys-changed", name=person.member.name))


async def _lost(call: Call, item: ChatChanged) -> None:
    for event_id, purpose in await floor.lose_channels(call.tx, item.chat):
        await telling.alarm_chair(call.tx, event_id, refuse("channel-lost", purpose=purpose))
        if not await events.channels(call.tx, event_id, Purpose.CHAIR):
            # no channel is left to tell: the chairs read it in private
            await _tell_chairs(call, await events.existing(call.tx, event_id), purpose)


async def _tell_chairs(call: Call, event: Event, purpose: Purpose) -> None:
    chairs = await members.accounts_of(call.tx, await roles.holders(call.tx, event.id, Role.CHAIR))
    chats = [account.chat for account in chairs]
    tongues = await members.tongues_of_chats(call.tx, chats)
    for chat in chats:
        speech = call.house.speech_for(tongues.get(chat), event.settings.languages, chat=chat, now=call.tx.now)
        lost = [sentence("alarm-channel-lost", purpose=purpose)]
        call.effects.posts.append(Post(chat, partial(message, speech, lost)))
