"""The chair's side of the meeting itself: its chats, its state, who is let in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from adapters.contract import Command
from bot.chat.acts import EventAct
from bot.chat.buttons import BindHere, ChairEvent
from bot.chat.call import Call, Denied, Offer, allowed, message
from bot.chat.damaged import noted
from bot.chat.late import asked
from bot.chat.reading import one_of
from bot.chat.register import Handlers, Pressed, Spec, Who
from bot.drafting.durations import parse_duration
from bot.drafting.lines import question_options
from bot.handlers import agenda, results
from bot.handlers.targets import confirmed, delivery_time, show_usage, the_event, the_member
from bot.views import lists
from bot.views.lists import called
from bot.views.meeting import overview
from bot.wording.choices import names
from bot.wording.speech import Worded, later, sentence
from core import ending, floor, rehearsing, roles, telling
from core.codes import normal
from core.errors import Refusal
from core.limits import LONGEST_TIME
from core.model import Definition, Event, Role
from core.near import nearest
from core.outgoing import DeliveryKind
from core.persons import Person
from core.rehearsing import Rehearsed
from core.store import events, journal, votes

_MOST_NAMED = 1200
"""Characters of the votes that are named together."""

# -- binding chats


async def bind(call: Call, item: Command) -> None:
    """Say what this chat would become and ask."""
    code, yes = confirmed(item.line)
    _may_bind(call)
    if not code:
        show_usage(call, "bind")
    elif yes:
        await _bind(call, code)
    else:
        person = _somebody(call)
        event, purpose = allowed(await floor.binding(call.tx, code, person))
        question = sentence(f"bind-ask-{purpose}", event=event.settings.title, member=called(person.member))
        button = Offer(BindHere(normal(code) or "", asked(call)), "button-bind")
        call.reply(message, [question, sentence("bind-or", code=code)], [button])


def _may_bind(call: Call) -> None:
    if call.inbound.private:
        raise Denied("bind-private")
    if call.inbound.anonymous:
        raise Denied("bind-anonymous")


def _somebody(call: Call) -> Person:
    """Who answers for a chat, and becomes what it is for."""
    if call.person is None:
        raise Denied("bind-not-bound")
    return call.person


async def bind_here(call: Call, action: BindHere) -> None:
    """Bind this chat; whoever presses answers for it, so it has to be a member."""
    _may_bind(call)
    await _bind(call, action.code)


async def _bind(call: Call, code: str) -> None:
    person = _somebody(call)
    event, purpose = allowed(await floor.bind(call.tx, call.inbound.chat, code, person))
    call.receipt("bind-toast")
    by = called(person.member)
    state, doors = event.state, _flag(event)
    said = sentence(f"bind-done-{purpose}", event=event.settings.title, member=by, state=state, registration=doors)
    call.edit(message, [said])


# -- the meeting's state

_EVENT_WORDS = ("open", "pause", "resume", "close", "rehearsal")


async def event_command(call: Call, item: Command) -> None:
    """Show the meeting, or change its state."""
    event, (typed, yes) = await the_event(call), confirmed(item.line.lower())
    act = one_of("event", typed, _EVENT_WORDS) or typed
    if not act:
        await _show(call, event)
    elif act == "rehearsal":
        await _rehearse(call, event)
    elif act == "close":
        await (_close(call, event) if yes else _ask(call, event, EventAct.CLOSE))
    elif act in ("open", "pause", "resume"):
        await _told(call, event, act, await floor.change_state(call.tx, event, act, call.by))
    else:
        _unknown_word(call, "event", act, _EVENT_WORDS)


def _unknown_word(call: Call, name: str, word: str, known: tuple[str, ...]) -> None:
    call.reply(lists.unknown_word, name, word, nearest(word, known))


async def _show(call: Call, event: Event) -> None:
    held = await votes.of_event(call.tx, event.id)
    call.reply(overview, event, held, noted(await votes.damaged(call.tx, event.id, held)))


async def _told(call: Call, event: Event, act: str, outcome: Event | Refusal) -> None:
    allowed(outcome)
    call.say(f"event-done-{act}", event=event.settings.title, registration=str(event.registration).lower())


async def _rehearse(call: Call, event: Event) -> None:
    """Begin a rehearsal with a harmless question, or end it and tell who did not manage."""
    if event.rehearsal:
        why = call.speech.toast("rehearsal-ended")
        call.lines(*_rehearsed(await rehearsing.end(call.tx, event, call.by, call.member.name, why)))
    else:
        question = Definition(call.speech.toast("rehearsal-question"), question_options(abstain=True))
        begun = allowed(await rehearsing.begin(call.tx, event, question, call.by))
        call.say("event-done-rehearsal-on", event=begun.settings.title)


def _rehearsed(ended: Rehearsed) -> list[Worded]:
    lists_ = {"absent": ended.absent, "silent": ended.silent}
    told: list[Worded] = [sentence("event-done-rehearsal-off", event=ended.event.settings.title, managed=ended.managed)]
    told += [later(lists.rehearsed, what, people) for what, people in lists_.items() if people]
    unbound = sentence("rehearsed-unbound", count=ended.without_account)
    return [*told, *([unbound] if ended.without_account else [])]


async def _ask(call: Call, event: Event, act: EventAct) -> None:
    """Irreversible: ask once, naming the meeting, and before its end what is not finished."""
    if event.rehearsal and act is EventAct.CLOSE:
        raise Denied("rehearsal-first")
    yes = Offer(ChairEvent(act, event.id, asked=asked(call)), f"button-event-{act}")
    said = sentence(f"event-ask-{act}", event=event.settings.title, present=event.present.heads)
    left = await _unfinished(call, event) if act is EventAct.CLOSE else []
    call.reply(message, [*left, said], [yes])


async def _unfinished(call: Call, event: Event) -> list[Worded]:
    """What would be left behind. Raises `Denied` for what has to end before the meeting can."""
    left = await ending.unfinished(call.tx, event)
    if left.open:
        raise Denied("event-votes-open-all", votes=later(names, left.open, 60, most_of_all=_MOST_NAMED))
    found = {
        "unpublished": left.unpublished, "unanswered": left.unanswered, "unsettled": left.unsettled,
        "drafts": left.drafts,
    }  # fmt: skip
    told: list[Worded] = [
        sentence(f"event-left-{what}", votes=later(names, votes, 60, most_of_all=_MOST_NAMED), count=len(votes))
        for what, votes in found.items()
        if votes
    ]
    lost = noted(left.damaged)
    return [*told, *([later(lists.damaged, "vote", lost)] if lost else [])]


async def event_press(call: Call, action: ChairEvent) -> None:
    """Yes, close the meeting; yes, everybody is absent."""
    event = await events.event(call.tx, action.event)
    if event is None or call.channel is None or call.channel.event != event.id:
        raise Denied("no-event")
    if action.act is EventAct.ITEM:
        await agenda.begin_pressed(call, event, action)
    elif action.act is EventAct.PUBLISH:
        await results.publish_all(call, event, action.item)
    else:
        await _see_that_nobody_answered(call, event, action)
        await _PRESSED[action.act](call, event)


async def _see_that_nobody_answered(call: Call, event: Event, action: ChairEvent) -> None:
    """Two chairs who were asked alike make everybody absent once: whoever has come since then stays."""
    if action.act is not EventAct.RESET:
        return
    last = await journal.latest(call.tx, event.id, "registration.reset")
    if last and last.timestamp() >= action.asked:
        raise Denied("question-answered", at=last)


async def _close(call: Call, event: Event) -> None:
    allowed(await floor.change_state(call.tx, event, "close", call.by))
    call.receipt("event-toast-close")
    call.edit(message, [sentence("event-done-close", event=event.settings.title)])


async def _reset(call: Call, event: Event) -> None:
    gone = allowed(await floor.reset_presence(call.tx, event, call.by))
    call.receipt("registration-toast-reset", count=gone)
    call.edit(message, [sentence("registration-done-reset", count=gone, registration=_flag(event))])


async def _open_by_press(call: Call, event: Event) -> None:
    await _changed_by_press(call, event, "open")


async def _resume_by_press(call: Call, event: Event) -> None:
    await _changed_by_press(call, event, "resume")


async def _changed_by_press(call: Call, event: Event, act: str) -> None:
    changed = allowed(await floor.change_state(call.tx, event, act, call.by))
    call.receipt(f"event-toast-{act}")
    await _told(call, event, act, changed)


async def _pause_by_press(call: Call, event: Event) -> None:
    await _changed_by_press(call, event, "pause")


async def _end_by_press(call: Call, event: Event) -> None:
    call.receipt("event-toast-end")
    await _ask(call, event, EventAct.CLOSE)


async def _end_rehearsal_by_press(call: Call, event: Event) -> None:
    if not event.rehearsal:
        raise Denied("rehearsal-ended-already")
    call.receipt("rehearsal-ended")
    await _rehearse(call, event)


async def _anew_by_press(call: Call, event: Event) -> None:
    call.receipt("registration-toast-anew")
    await _ask(call, event, EventAct.RESET)


async def _check_in_by_press(call: Call, event: Event) -> None:
    if event.registration:
        raise Denied("registration-open-already")
    call.receipt("registration-toast-open")
    await _open_registration(call, event, "")


_PRESSED: Mapping[EventAct, Callable[[Call, Event], Awaitable[None]]] = {
    EventAct.CLOSE: _close,
    EventAct.RESET: _reset,
    EventAct.OPEN: _open_by_press,
    EventAct.RESUME: _resume_by_press,
    EventAct.PAUSE: _pause_by_press,
    EventAct.END: _end_by_press,
    EventAct.REHEARSED: _end_rehearsal_by_press,
    EventAct.ANEW: _anew_by_press,
    EventAct.CHECK_IN: _check_in_by_press,
}


def _flag(event: Event) -> str:
    return str(event.registration).lower()


# -- registration


async def registration(call: Call, item: Command) -> None:
    """Open or close self check-in, start presence anew, or ask who is still here."""
    event = await the_event(call)
    typed, _, rest = item.line.lower().partition(" ")
    act = one_of("registration", typed, (*_REGISTRATION, "reset")) or typed
    if act == "reset":
        yes = confirmed(item.line)[1]
        await (_reset(call, event) if yes else _ask(call, event, EventAct.RESET))
    elif run := _REGISTRATION.get(act):
        await run(call, event, rest.strip())
    elif act:
        _unknown_word(call, "registration", act, (*_REGISTRATION, "reset"))
    else:
        show_usage(call, "registration")


async def _open_registration(call: Call, event: Event, _: str) -> None:
    cards = allowed(await floor.open_registration(call.tx, event, call.by))
    call.lines(sentence("registration-done-open", cards=cards), await delivery_time(call, DeliveryKind.CARD))


async def _close_registration(call: Call, event: Event, _: str) -> None:
    await floor.close_registration(call.tx, event, call.by)
    call.say("registration-done-close")


async def _confirm(call: Call, event: Event, time: str) -> None:
    seconds = parse_duration(time)
    if not seconds or seconds > LONGEST_TIME:
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


# -- roles, minutes


async def role(call: Call, item: Command) -> None:
    """Give a member a role, or take all away."""
    event, (number, _, word) = await the_event(call), item.line.partition(" ")
    word = word.strip().lower()
    known = {role.value: role for role in Role}
    meant = one_of("role", word, (*known, "none"))
    if not word:
        show_usage(call, "role")
    elif not meant:
        _unknown_word(call, "role", word, (*known, "none"))
    else:
        await _set_role(call, event, (await the_member(call, number)).number, known.get(meant))


async def _set_role(call: Call, event: Event, number: str, given: Role | None) -> None:
    taken = roles.give(call.tx, event, number, given, call.by) if given else roles.take(call.tx, event, number, call.by)
    member = allowed(await taken)
    call.say(f"role-{given}" if given else "role-none", member=called(member))


async def note(call: Call, item: Command) -> None:
    """A line for the minutes."""
    event, text = await the_event(call), "\n".join(filter(None, (item.line, *item.lines)))
    if not text:
        show_usage(call, "note")
        return
    allowed(await floor.note(call.tx, event, text, call.by))
    call.say("note-done", event=event.settings.title)


async def minutes(call: Call, _: Command) -> None:
    """Everything that happened, in order: to be printed and signed, and to be worked on."""
    event = await the_event(call)
    for what in ("minutes pdf", "minutes", "bundle"):
        await telling.request_file(call.tx, event.id, call.inbound.chat, what)
    call.say("minutes-coming", event=event.settings.title)


def _only_looks(line: str) -> bool:
    return not line.strip()


HANDLERS = Handlers(
    commands=(
        Spec("bind", Who.ANYONE, bind, anywhere=True, whenever=True),
        Spec("event", Who.CHAIR, event_command, after=True, looks=_only_looks),
        Spec("registration", Who.CHAIR, registration),
        Spec("role", Who.CHAIR, role),
        Spec("note", Who.MINUTES, note),
        Spec("minutes", Who.MINUTES, minutes, after=True, whenever=True),
    ),
    presses=(
        Pressed(BindHere, Who.ANYONE, bind_here),
        Pressed(ChairEvent, Who.CHAIR, event_press),
    ),
)
