"""From inputs to handlers: a whole batch, in its order, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import TypeGuard

from adapters.contract import ChatChanged, Command, Inbound, Press, Text
from bot.chat.buttons import Action, CastGroup, CastMarks, CastPrivate, CheckIn, Mark, Turn, decode
from bot.chat.call import Call, Effects, House
from bot.chat.register import PRESSES, find, forbidden
from bot.handlers import load
from bot.handlers.casting import BallotAction, press_all
from bot.handlers.chats import chat_changed
from bot.handlers.presence import check_in_all
from bot.handlers.texts import text_received, unknown_command
from bot.wording.speech import Speech
from core.errors import Refusal, refuse
from core.model import Channel, Person
from core.store import events, members
from core.store.writer import Tx

load()


def once(item: Inbound) -> bool:
    """Whether an input must be remembered so that it takes effect once.

    A press carries what it was drawn for, and is harmless when it repeats itself, unless the network says what
    the button means by now.
    """
    return not isinstance(item, Press) or item.current


class Dispatch:
    """Runs batches for one house."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def run(self, tx: Tx, inputs: Sequence[Inbound], arrived: datetime | None = None) -> list[Effects]:
        """One set of effects for each input. Presses on ballots that follow each other are cast together.

        `arrived` is when the network handed the batch over, for what has to be in time.
        """
        decoded = [(item, decode(item.data) if isinstance(item, Press) else None) for item in inputs]
        effects: list[Effects] = []
        for kind, group in groupby(decoded, key=_kind):
            effects += await self._together(tx, kind, list(group), arrived)
        return effects

    async def _together(
        self, tx: Tx, kind: str, group: list[tuple[Inbound, Action | None]], arrived: datetime | None
    ) -> list[Effects]:
        if kind == "ballot":
            return await press_all(tx, self.house, [pair for pair in group if _is_ballot(pair)], arrived)
        if kind == "checkin":
            return await check_in_all(tx, self.house, [pair for pair in group if _is_check_in(pair)])
        return [await self._one(tx, item, action) for item, action in group]

    async def _one(self, tx: Tx, item: Inbound, action: Action | None) -> Effects:
        person = (await members.persons(tx, [item.sender])).get(item.sender) if item.sender else None
        channel = None if item.private else await events.channel(tx, item.chat)
        call = Call(tx, self.house, item, person, channel, await self._speech(tx, item, person, channel))
        await _handle(call, item, action)
        return call.effects

    async def _speech(self, tx: Tx, item: Inbound, person: Person | None, channel: Channel | None) -> Speech:
        """A person's own language in private; the event's in a chat where several read along."""
        event = await events.event(tx, channel.event) if channel else None
        if event is None:
            return self.house.speech_for(person, item.language, item.chat)
        return self.house.speech(*event.settings.languages, chat=item.chat)


async def _handle(call: Call, item: Inbound, action: Action | None) -> None:
    match item:
        case Command():
            await _command(call, item)
        case Press():
            await _press(call, action)
        case Text():
            await text_received(call, item)
        case ChatChanged():
            await chat_changed(call, item)


async def _command(call: Call, item: Command) -> None:
    spec = find(item)
    if spec is None:
        await unknown_command(call, item)
    elif refusal := forbidden(spec.who, call):
        _refuse_quietly(call, refusal)
    else:
        await spec.run(call, item)


def _refuse_quietly(call: Call, refusal: Refusal) -> None:
    """In a group that many read, a command that does not belong there gets no answer."""
    if call.inbound.private or call.channel is not None:
        call.refuse(refusal)


async def _press(call: Call, action: Action | None) -> None:
    if action is None or type(action) not in PRESSES:
        call.refuse(refuse("button-unknown"))
        return
    who, run = PRESSES[type(action)]
    if refusal := forbidden(who, call):
        call.refuse(refusal)
    else:
        await run(call, action)


def _kind(pair: tuple[Inbound, Action | None]) -> str:
    return "ballot" if _is_ballot(pair) else "checkin" if _is_check_in(pair) else "other"


def _is_ballot(pair: tuple[Inbound, Action | None]) -> TypeGuard[tuple[Press, BallotAction]]:
    return isinstance(pair[0], Press) and isinstance(pair[1], CastPrivate | CastGroup | CastMarks | Mark | Turn)


def _is_check_in(pair: tuple[Inbound, Action | None]) -> TypeGuard[tuple[Press, CheckIn]]:
    return isinstance(pair[0], Press) and isinstance(pair[1], CheckIn)
