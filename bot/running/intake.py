"""From inputs to handlers: a whole batch, in its order, inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from adapters.contract import ChatChanged, Command, Inbound, Press, Text
from adapters.outbox import Lane
from adapters.typed import command
from bot.chat.buttons import Action, InEvent, decode, typed_in
from bot.chat.call import Call, Denied, Effects, House, Post, allowed, meant, message, refused
from bot.chat.crowd import Crowd
from bot.chat.late import came_late, see_that_it_is_still_meant, see_that_the_question_stands
from bot.chat.register import Footing, Together, footing, forbidden
from bot.handlers import REGISTER
from bot.handlers.chats import chat_changed
from bot.handlers.helping import unknown_command
from bot.handlers.joining import burn
from bot.handlers.texts import text_received
from bot.running.budget import LONGEST, Budget, Verdict, length
from bot.wording.speech import sentence
from core import accounts
from core.errors import Damaged, Refusal, refuse
from core.model import Channel, Purpose
from core.names import clean
from core.store import events, inputs, members, redactions
from core.store.writer import Tx

Pressing = tuple[Inbound, Action | None]


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
        self._budget = Budget()

    async def run(self, tx: Tx, batch: Sequence[Inbound], arrived: datetime | None = None) -> list[Effects]:
        """One set of effects for each input. Presses of a kind that follow each other are worked off together.

        `arrived` is when the network handed the batch over, for what has to be in time.
        """
        spoke = {item.chat for item in batch if item.private and not isinstance(item, ChatChanged)}
        await accounts.heard_from(tx, spoke)
        decoded = [(item, decode(item.data) if isinstance(item, Press) else None) for item in batch]
        effects: list[Effects] = []
        for together, group in groupby(decoded, key=_together):
            if together is None:
                effects += [await self._one(tx, item, action) for item, action in group]
            else:
                for found in await self._several(tx, together, list(group), arrived):
                    found.lane = Lane.ECHO  # a crowd's, which has its toasts
                    effects.append(found)
        await redactions.queue(tx, [(ref.chat, ref.message) for found in effects for ref in found.redactions])
        return effects

    async def _several(
        self, tx: Tx, together: Together, group: Sequence[Pressing], arrived: datetime | None
    ) -> list[Effects]:
        presses = [(item, action) for item, action in group if isinstance(item, Press)]
        people = await members.known(tx, {press.sender for press, _ in presses})
        crowd = Crowd(tx, self.house, people, arrived)
        refusals = [
            forbidden(together.who, Footing(press, press.sender in people))
            or (None if together.whenever else came_late(press, tx.now))
            for press, _ in presses
        ]
        allowed = [pair for pair, refusal in zip(presses, refusals, strict=True) if refusal is None]
        done = iter(await together.run(crowd, allowed) if allowed else ())
        return [
            await self._turned_away(crowd, press, refusal) if refusal else next(done)
            for (press, _), refusal in zip(presses, refusals, strict=True)
        ]

    async def _turned_away(self, crowd: Crowd, press: Press, refusal: Refusal) -> Effects:
        found = await self._why(crowd, press, refusal)
        _take_away(found, press)
        return found

    async def _why(self, crowd: Crowd, press: Press, refusal: Refusal) -> Effects:
        verdict = Verdict.SERVE if press.sender in crowd.people else self._budget.stranger(press, crowd.tx.now)
        if verdict is Verdict.SILENCE:
            return Effects()
        why = refuse("too-many-messages") if verdict is Verdict.REFUSE else refusal
        return refused((await self.call(crowd.tx, press)).toasting, press, why)

    async def _one(self, tx: Tx, item: Inbound, action: Action | None) -> Effects:
        # a button of ours is pressed as often as somebody likes, and forged ones are no buttons
        written = isinstance(item, Command | Text) or (isinstance(item, Press) and action is None)
        verdict = self._budget.spend(item, tx.now) if written else Verdict.SERVE
        if verdict is Verdict.SILENCE:
            return _unheard(item)
        item = _as_seen(item)
        call = await self.call(tx, item)
        if verdict is Verdict.SERVE and call.person is None and not isinstance(item, ChatChanged):
            verdict = self._budget.stranger(item, tx.now)
        if verdict is not Verdict.SERVE:
            call.effects = _unheard(item)
        burnt = verdict is Verdict.SERVE and await _burnt(call, item)
        if not burnt:
            await self._served(call, item, action, verdict)
        if call.effects.lane is None:
            call.effects.lane = _lane(call)
        if not burnt and isinstance(item, Command) and (spec := REGISTER.find(item)) and spec.looks(item.line):
            call.effects.looked = item
        if call.effects.posts and item.sender and not item.anonymous:
            call.effects.sorry = partial(_undelivered, call)
        return call.effects

    async def again(self, tx: Tx, item: Command) -> Sequence[Post]:
        """What a command that only looks is answered now."""
        item = _written(item)
        call = await self.call(tx, item)
        await self._served(call, item, None, Verdict.SERVE)
        return call.effects.posts

    async def _served(self, call: Call, item: Inbound, action: Action | None, verdict: Verdict) -> None:
        try:
            if length(item) > LONGEST:
                verdict = _heard(call, Denied("message-long", allowed=LONGEST))
            if verdict is Verdict.REFUSE:
                verdict = _heard(call, Denied("too-many-messages"))
            if verdict is Verdict.SERVE:
                await _handle(call, item, action)
        except Denied as denied:
            call.deny(denied)

    async def call(self, tx: Tx, item: Inbound) -> Call:
        """An input with what is known about it."""
        person = (await members.persons(tx, [item.sender])).get(item.sender) if item.sender else None
        channel = None if item.private else await _channel(tx, item)
        return Call(tx, self.house, item, person, channel, await meant(tx, channel))


def sorry(call: Call, error: Exception | None) -> Effects:
    """What is said to whoever's input broke on something of ours; nothing in a group that is not bound."""
    call.effects, item = Effects(), call.inbound
    if isinstance(item, Press) or item.private or (isinstance(item, Command) and call.channel is not None):
        what = Denied("damaged-vote", number=error.number) if isinstance(error, Damaged) else Denied("broken")
        call.deny(what)
    return call.effects


def _as_seen(item: Inbound) -> Inbound:
    """What was typed without what nobody sees in it: a pasted `7` with a hidden sign behind it is still a 7."""
    match item:
        case Command():
            return _written(item)
        case Text() if length(item) <= LONGEST:
            return replace(item, text=clean(item.text))
        case _:
            return item


def _written(item: Command) -> Command:
    if length(item) > LONGEST:
        return item
    typed = command(clean("\n".join([f"/{item.name} {item.line}", *item.lines])))
    return replace(item, line=typed.line, lines=typed.lines) if typed else item


async def _burnt(call: Call, item: Inbound) -> bool:
    """Whether an invitation died, since others could read it where it was written; then nothing else is done."""
    match item:
        case Command(name="bind"):  # whose code is for the chat in which it is written
            return False
        case Command(private=False):
            return await burn(call, "\n".join((item.name, item.line, *item.lines)))
        case Text(private=False):
            return await burn(call, item.text)
        case _:
            return False


def _heard(call: Call, denied: Denied) -> Verdict:
    """Refuse where a refusal is heard; a strange group is told nothing."""
    if call.inbound.private or call.channel is not None:
        raise denied
    return Verdict.SILENCE


async def _channel(tx: Tx, item: Inbound) -> Channel | None:
    """What a chat was bound for, or the group that it is a topic of."""
    here = await events.channel(tx, item.chat)
    return here if here or not item.whole else await events.channel(tx, item.whole)


def _lane(call: Call) -> Lane:
    """Those who lead before members, and members before strangers."""
    leads = call.channel is not None and call.channel.purpose is not Purpose.GROUP
    if leads or (call.person is not None and call.person.roles()):
        return Lane.URGENT
    if call.person is None:
        return Lane.SPARE
    return Lane.ECHO if isinstance(call.inbound, Press) else Lane.REPLY


def _undelivered(call: Call) -> Post:
    """What the sender reads in private when the answer cannot be sent."""
    typed = call.inbound.name if isinstance(call.inbound, Command) else "none"
    said = [sentence("answer-undelivered", command=typed)]
    return Post(call.inbound.sender, partial(message, call.to(call.inbound.sender), said))


async def _handle(call: Call, item: Inbound, action: Action | None) -> None:
    match item:
        case Command():
            await _command(call, item)
        case Press():
            await _press(call, item, action)
        case Text():
            await text_received(call, item)
        case ChatChanged():
            await chat_changed(call, item)


async def _command(call: Call, item: Command) -> None:
    spec, strange = REGISTER.find(item), not item.private and call.channel is None
    if spec is None:
        await unknown_command(call, item, REGISTER)
    elif spec.anywhere or not strange:  # in a group that many read, what does not belong there gets no answer
        allowed(forbidden(spec.who, footing(call), after=spec.after))
        if not spec.whenever:
            see_that_it_is_still_meant(call, "\n".join([f"{item.name} {item.line}".strip(), *item.lines]))
        await spec.run(call, item)


async def _press(call: Call, press: Press, action: Action | None) -> None:
    pressed = REGISTER.presses.get(type(action))
    see_that_the_question_stands(call, action)
    if isinstance(action, InEvent):
        await _typed(call, action)
    elif pressed is None:
        _take_away(call.effects, press)
        raise Denied("reaction-unknown" if press.exposed else "button-unknown")
    else:
        allowed(forbidden(pressed.who, footing(call)) or came_late(call.inbound, call.tx.now))
        await pressed.run(call, action)


def _unheard(item: Inbound) -> Effects:
    found = Effects()
    if isinstance(item, Press):
        _take_away(found, item)
    return found


def _take_away(found: Effects, press: Press) -> None:
    """A press that nobody looked into may answer a secret vote: where it is a message of its own, it does not stay."""
    if press.own and press.private:
        found.redactions.append(press.own)


async def _typed(call: Call, action: InEvent) -> None:
    """What was typed before, now that it is clear that it is meant, and where; its rights are checked as ever."""
    typed = command(f"/{typed_in(action)}")
    if action.event:
        call.meetings = [event for event in call.meetings if event.id == action.event]
    if typed is None or not call.meetings:
        raise Denied("button-unknown")
    item = call.inbound
    await _once(call, action)
    call.receipt("typed-runs")
    call.inbound = Command(
        id=item.id, sender=item.sender, chat=item.chat, private=item.private, language=item.language,
        anonymous=item.anonymous, name=typed.name, line=typed.line, lines=typed.lines,
    )  # fmt: skip
    await _command(call, call.inbound)


async def _once(call: Call, action: InEvent) -> None:
    """One button carries out once what was typed, whoever presses it how often. Raises `Denied`: `typed-ran`."""
    ref = call.inbound.ref if isinstance(call.inbound, Press) else None
    if ref and not await inputs.unseen(call.tx, "typed", [f"{ref.chat} {ref.message} {action.event}"]):
        raise Denied("typed-ran")


def _together(pair: Pressing) -> Together | None:
    return REGISTER.together.get(type(pair[1])) if pair[1] is not None else None
