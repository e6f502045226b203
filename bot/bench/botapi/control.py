"""What drivers in other processes can do; arguments and results are JSON."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TypeAlias

from .chats import Chat, Message
from .crowd import Crowd, Load
from .everybody import Everybody
from .people import Group, Person
from .wire import Params, as_list, as_object
from .world import Bot

Operation: TypeAlias = Callable[[Crowd, Params], Awaitable[object]]


async def _add_bot(crowd: Crowd, params: Params) -> object:
    token = params.text("token")
    bot = crowd.world.bots.get(token) or crowd.world.add_bot(token, params.text("username"))
    return bot.user.json()


async def _revoke(crowd: Crowd, params: Params) -> object:
    """The token is dead, what it had is forgotten."""
    bot = crowd.world.bots.pop(params.text("token"))
    bot.webhook.stop()
    bot.inbox.close()
    crowd.world.forget(bot)
    return True


async def _forget(crowd: Crowd, params: Params) -> object:
    """What was pressed so far does not count in reports."""
    crowd.world.forget(_bot(crowd, params))
    return True


async def _ready(crowd: Crowd, params: Params) -> object:
    """Return when the bot asks for updates, by poll or webhook."""
    await asyncio.wait_for(_bot(crowd, params).inbox.connected.wait(), float(params.text("seconds") or 30))
    return True


async def _person(crowd: Crowd, params: Params) -> object:
    return crowd.person(params.number("id"), params.text("name"), params.text("language") or "en").user.json()


async def _group(crowd: Crowd, params: Params) -> object:
    group = crowd.group(params.number("id"), params.text("title") or "Group")
    for number, status in as_object(params.json("status") or {}).items():
        group.chat.status[int(number)] = str(status)
    return group.chat.json()


async def _migrate(crowd: Crowd, params: Params) -> object:
    return crowd.group(params.number("id")).migrate(params.number("to")).chat.json()


async def _start(crowd: Crowd, params: Params) -> object:
    return _who(crowd, params).start(params.text("payload"), bot=_bot(crowd, params)).summary()


async def _write(crowd: Crowd, params: Params) -> object:
    place, reply_to = _place(crowd, params), _message(crowd, params, "reply_to")
    who, anonymous = _who(crowd, params), params.flag("anonymous")
    text, bot = params.text("text"), _bot(crowd, params)
    return who.write(text, place, reply_to, anonymous=anonymous, bot=bot).summary()


async def _edit(crowd: Crowd, params: Params) -> object:
    message = _message(crowd, params, "message")
    if message is None:
        raise ValueError("no such message")
    _who(crowd, params).edit(message, params.text("text"))
    return message.summary()


async def _press(crowd: Crowd, params: Params) -> object:
    answer = await _who(crowd, params).press(
        params.text("button"),
        _message(crowd, params, "message"),
        _place(crowd, params),
        callback_id=params.text("callback_id"),
        seconds=float(params.text("seconds") or 5),
        bot=_bot(crowd, params),
    )
    return asdict(answer) if answer else None


async def _block(crowd: Crowd, params: Params) -> object:
    _who(crowd, params).block(_bot(crowd, params))
    return True


async def _unblock(crowd: Crowd, params: Params) -> object:
    _who(crowd, params).unblock(_bot(crowd, params))
    return True


async def _messages(crowd: Crowd, params: Params) -> object:
    return [message.summary() for message in _chat(crowd, params).shown()[-params.number("last", 1000) :]]


async def _newest(crowd: Crowd, params: Params) -> object:
    """The newest message with buttons of every private chat, by person."""
    chats = _bot(crowd, params).chats
    found = {person: [one for one in chat.shown() if one.from_bot and one.rows] for person, chat in chats.items()}
    return {str(person): messages[-1].summary() for person, messages in found.items() if messages}


async def _log(crowd: Crowd, params: Params) -> object:
    chat = params.number("chat")
    return [asdict(entry) for entry in crowd.world.log if chat in (0, entry.chat)]


async def _throttled(crowd: Crowd, _params: Params) -> object:
    return dict(crowd.world.throttled)


async def _fault(crowd: Crowd, params: Params) -> object:
    faults, kind = crowd.world.faults, params.text("fault")
    if kind == "freeze":
        faults.freeze()
    elif kind == "thaw":
        faults.thaw()
    elif kind == "redeliver":
        faults.redeliver = params.number("times", 1)
    elif kind == "reverse":
        faults.reverse = params.flag("on")
    else:
        times, seconds = params.number("times", 1), params.number("seconds", 1)
        faults.add(kind, params.text("method"), chat=params.number("chat"), times=times, seconds=seconds)
    return True


async def _load(crowd: Crowd, params: Params) -> object:
    rows = [as_list(row) for row in as_list(params.json("presses"))]
    presses = [Load(int(str(row[0])), str(row[1]), int(str(row[2] or 0))) for row in rows]
    crowd.load(_bot(crowd, params), presses, float(params.text("rate") or 0))
    return len(presses)


async def _report(crowd: Crowd, params: Params) -> object:
    seconds = float(params.text("seconds") or 60)
    return asdict(await crowd.report(_bot(crowd, params), params.number("expected"), seconds))


async def _electorate(crowd: Crowd, params: Params) -> object:
    """Persons who have started all bots, and are members of a group if one is named."""
    number = params.number("chat")
    group = crowd.group(number) if number else None
    for who in range(1, params.number("members") + 1):
        person = crowd.person(who)
        for bot in crowd.world.bots.values():
            person.chat(bot).status[bot.id] = "member"
        if group:
            group.set(person, "member")
    return True


async def _everybody(crowd: Crowd, params: Params) -> object:
    number = params.number("chat")
    group = crowd.group(number).chat if number else None
    electorate = Everybody(crowd, _bot(crowd, params), params.number("members"), group)
    return asdict(await electorate.vote(float(params.text("rate") or 0), float(params.text("seconds") or 300)))


def _bot(crowd: Crowd, params: Params) -> Bot:
    return crowd.bot(params.text("token"))


def _who(crowd: Crowd, params: Params) -> Person:
    return crowd.person(params.number("person"))


def _place(crowd: Crowd, params: Params) -> Group | None:
    number = params.number("chat")
    return crowd.group(number) if number < 0 else None


def _chat(crowd: Crowd, params: Params) -> Chat:
    place = _place(crowd, params)
    return place.chat if place else _who(crowd, params).chat(_bot(crowd, params))


def _message(crowd: Crowd, params: Params, name: str) -> Message | None:
    number = params.number(name)
    return _chat(crowd, params).messages[number] if number else None


OPERATIONS: dict[str, Operation] = {
    "bot": _add_bot,
    "revoke": _revoke,
    "forget": _forget,
    "ready": _ready,
    "person": _person,
    "group": _group,
    "migrate": _migrate,
    "start": _start,
    "write": _write,
    "edit": _edit,
    "press": _press,
    "block": _block,
    "unblock": _unblock,
    "messages": _messages,
    "newest": _newest,
    "log": _log,
    "throttled": _throttled,
    "fault": _fault,
    "load": _load,
    "report": _report,
    "electorate": _electorate,
    "everybody": _everybody,
}
