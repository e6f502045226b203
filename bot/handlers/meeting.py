"""The chair's side of the meeting itself: its chats, its state, who is let in, what is announced."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from adapters.contract import Button, Command, Message, Press
from bot.chat.buttons import BindHere, ChairEvent, EventAct, encode
from bot.chat.call import Call
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.drafting.durations import parse_duration
from bot.drafting.faults import nearest
from bot.handlers.targets import confirmed, delivery_time, show_usage, the_event
from bot.views.lists import member_name, usage
from bot.views.meeting import overview
from bot.wording.speech import joined
from core import floor, roles, telling
from core.codes import normal
from core.errors import Refusal, refuse
from core.model import Event, Role
from core.outgoing import DeliveryKind
from core.store import events, votes

# -- binding chats


async def bind(call: Call, item: Command) -> None:
    """Say what this chat would become and ask."""
    code, yes = confirmed(item.line)
    if refusal := _cannot_bind(call):
        call.refuse(refusal)
    elif not code:
        show_usage(call, "bind")
    elif yes:
        await _bind(call, code)
    elif call.person is None:
        call.refuse(refuse("bind-not-bound"))
    elif isinstance(found := await floor.binding(call.tx, code, call.person), Refusal):
        call.refuse(found)
    else:
        event, purpose = found
        button = Button(call.speech.toast("button-bind"), encode(BindHere(normal(code) or "")))
        asked = call.speech.say(f"bind-ask-{purpose}", event=event.settings.title, **_named(call))
        call.reply(Message(joined([asked, call.speech.say("bind-or", code=code)]), ((button,),)))


def _named(call: Call) -> dict[str, str]:
    """Who answers for a chat, and becomes what it is for."""
    return {"member": member_name(call.speech, call.member)}


def _toast(call: Call, key: str, count: int = 0) -> None:
    """Answer a press; what was typed is answered by the message alone."""
    if isinstance(call.inbound, Press):
        call.toast(key, count=count)


def _cannot_bind(call: Call) -> Refusal | None:
    if call.inbound.private:
        return refuse("bind-private")
    return refuse("bind-anonymous") if call.inbound.anonymous else None


async def bind_here(call: Call, action: BindHere) -> None:
    """Bind this chat; whoever presses answers for it, so it has to be a member."""
    if refusal := _cannot_bind(call):
        call.refuse(refusal)
    else:
        await _bind(call, action.code)


async def _bind(call: Call, code: str) -> None:
    if call.person is None:
        call.refuse(refuse("bind-not-bound"))
        return
    bound = await floor.bind(call.tx, call.inbound.chat, code, call.person)
    if isinstance(bound, Refusal):
        call.refuse(bound)
        return
    event, purpose = bound
    _toast(call, "bind-toast")
    name = member_name(call.speech, call.person.member)
    call.edit(Message(call.speech.say(f"bind-done-{purpose}", event=event.settings.title, member=name)))


# -- the meeting's state


async def event_command(call: Call, item: Command) -> None:
    """Show the meeting, or change its state."""
    event, (act, yes) = await the_event(call), confirmed(item.line.lower())
    if isinstance(event, Refusal):
        call.refuse(event)
    elif not act:
        await _show(call, event)
    elif act == "rehearsal":
        await _told(call, event, act, await floor.rehearse(call.tx, event, call.by))
    elif act == "close":
        await (_close(call, event) if yes else _ask(call, event, EventAct.CLOSE))
    elif act in ("open", "pause", "resume"):
        await _told(call, event, act, await floor.change_state(call.tx, event, act, call.by))
    else:
        _unknown_word(call, "event", act, ("open", "pause", "resume", "close", "rehearsal"))


def _unknown_word(call: Call, name: str, word: str, known: tuple[str, ...]) -> None:
    near = nearest(word, known)
    said = call.speech.say("unknown-word-near" if near else "unknown-word", word=word[:40], near=near)
    call.reply(Message(joined([said, usage(call.speech, name)])))


async def _show(call: Call, event: Event) -> None:
    call.reply(overview(call.speech, event, await votes.of_event(call.tx, event.id)))


async def _told(call: Call, event: Event, act: str, outcome: Event | Refusal) -> None:
    if isinstance(outcome, Refusal):
        call.refuse(outcome)
        return
    key = f"event-done-{act}" if act != "rehearsal" else f"event-done-rehearsal-{'on' if outcome.rehearsal else 'off'}"
    call.say(key, event=event.settings.title, registration=str(event.registration).lower())


async def _ask(call: Call, event: Event, act: EventAct) -> None:
    """Irreversible: ask once, naming the meeting."""
    button = Button(call.speech.toast(f"button-event-{act}"), encode(ChairEvent(act, event.id)))
    call.say(f"event-ask-{act}", ((button,),), event=event.settings.title, present=event.present.heads)


async def event_press(call: Call, action: ChairEvent) -> None:
    """Yes, close the meeting; yes, everybody is absent."""
    event = await events.event(call.tx, action.event)
    if event is None or call.channel is None or call.channel.event != event.id:
        call.refuse(refuse("no-event"))
    elif action.act is EventAct.CLOSE:
        await _close(call, event)
    else:
        await _reset(call, event)


async def _close(call: Call, event: Event) -> None:
    closed = await floor.change_state(call.tx, event, "close", call.by)
    if isinstance(closed, Refusal):
        call.refuse(closed)
        return
    _toast(call, "event-toast-close")
    call.edit(Message(call.speech.say("event-done-close", event=event.settings.title)))


async def _reset(call: Call, event: Event) -> None:
    gone = await floor.reset_presence(call.tx, event, call.by)
    _toast(call, "registration-toast-reset", count=gone)
    call.edit(Message(call.speech.say("registration-done-reset", count=gone, registration=_flag(event))))


def _flag(event: Event) -> str:
    return str(event.registration).lower()


# -- registration


async def registration(call: Call, item: Command) -> None:
    """Open or close self check-in, start presence anew, or ask who is still here."""
    event = await the_event(call)
    act, _, rest = item.line.lower().partition(" ")
    if isinstance(event, Refusal):
        call.refuse(event)
    elif act == "reset":
        yes = confirmed(item.line)[1]
        await (_reset(call, event) if yes else _ask(call, event, EventAct.RESET))
    elif run := _REGISTRATION.get(act):
        await run(call, event, rest.strip())
    elif act:
        _unknown_word(call, "registration", act, (*_REGISTRATION, "reset"))
    else:
        show_usage(call, "registration")


async def _open_registration(call: Call, event: Event, _: str) -> None:
    cards = await floor.open_registration(call.tx, event, call.by)
    if isinstance(cards, Refusal):
        call.refuse(cards)
    else:
        said = call.speech.say("registration-done-open", cards=cards)
        call.reply(Message(joined([said, await delivery_time(call, DeliveryKind.CARD)])))


async def _close_registration(call: Call, event: Event, _: str) -> None:
    await floor.close_registration(call.tx, event, call.by)
    call.say("registration-done-close")


async def _confirm(call: Call, event: Event, time: str) -> None:
    seconds = parse_duration(time)
    if not seconds:
        show_usage(call, "registration")
        return
    within = timedelta(seconds=seconds)
    asked = await floor.ask_to_confirm(call.tx, event, within, call.by)
    call.say("registration-done-confirm", count=asked, time=within, at=call.tx.now + within)


_REGISTRATION: Mapping[str, Callable[[Call, Event, str], Awaitable[None]]] = {
    "open": _open_registration,
    "close": _close_registration,
    "confirm": _confirm,
}


# -- announcements, roles, minutes


async def say(call: Call, item: Command) -> None:
    """An announcement; to those present unless the text begins with `all`, `absent` or `GROUP:`."""
    event, text = await the_event(call), "\n".join(filter(None, (item.line, *item.lines)))
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    if not text:
        show_usage(call, "say")
        return
    who, text = await _audience(call, text)
    count = await floor.announce(call.tx, event, who, text, call.by)
    if isinstance(count, Refusal):
        call.refuse(count)
    elif who in _AUDIENCES:
        call.say(f"said-{who}", count=count)
    else:
        call.say("said-group", count=count, group=who)


_AUDIENCES = ("all", "present", "absent")


async def _audience(call: Call, text: str) -> tuple[str, str]:
    """Whom a text is for, and the text. A word with a colon that is no group belongs to the text."""
    first, _, others = text.partition(" ")
    if first.lower() in _AUDIENCES and others.strip():
        return first.lower(), others.strip()
    prefix, colon, rest = text.partition(":")
    word = prefix.strip()
    if not colon or "\n" in word:
        return "present", text
    if word.lower() in _AUDIENCES:
        return word.lower(), rest.strip()
    return (word, rest.strip()) if await events.group_exists(call.tx, word) else ("present", text)


async def role(call: Call, item: Command) -> None:
    """Give a member a role, or take all away."""
    event, (number, _, word) = await the_event(call), item.line.partition(" ")
    word = word.strip().lower()
    known = {role.value: role for role in Role}
    if isinstance(event, Refusal):
        call.refuse(event)
    elif not word:
        show_usage(call, "role")
    elif word not in (*known, "none"):
        _unknown_word(call, "role", word, (*known, "none"))
    else:
        await _set_role(call, event, number.removeprefix("#"), known.get(word))


async def _set_role(call: Call, event: Event, number: str, given: Role | None) -> None:
    if given:
        member = await roles.give(call.tx, event, number, given, call.by)
    else:
        member = await roles.take(call.tx, event, number, call.by)
    if isinstance(member, Refusal):
        call.refuse(member)
        return
    called = member_name(call.speech, member)
    call.say(f"role-{given}" if given else "role-none", member=called)


async def note(call: Call, item: Command) -> None:
    """A line for the minutes."""
    event, text = await the_event(call), "\n".join(filter(None, (item.line, *item.lines)))
    if isinstance(event, Refusal):
        call.refuse(event)
    elif not text:
        show_usage(call, "note")
    elif refusal := await floor.note(call.tx, event, text, call.by):
        call.refuse(refusal)
    else:
        call.say("note-done", event=event.settings.title)


async def minutes(call: Call, _: Command) -> None:
    """Everything that happened, in order, as a file."""
    event = await the_event(call)
    if isinstance(event, Refusal):
        call.refuse(event)
        return
    await telling.request_file(call.tx, event.id, call.inbound.chat, "minutes")
    call.say("minutes-coming", event=event.settings.title)


HANDLERS = Handlers(
    commands=(
        Spec("bind", Who.ANYONE, bind, anywhere=True),
        Spec("event", Who.CHAIR, event_command, after=True),
        Spec("registration", Who.CHAIR, registration),
        Spec("say", Who.CHAIR, say),
        Spec("role", Who.CHAIR, role),
        Spec("note", Who.MINUTES, note),
        Spec("minutes", Who.MINUTES, minutes, after=True),
    ),
    presses=(
        Pressed(BindHere, Who.ANYONE, bind_here),
        Pressed(ChairEvent, Who.CHAIR, event_press),
    ),
)
