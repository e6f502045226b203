"""People who talk to the bot, without a network: what they do goes in, what they are told comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from adapters.contract import Command, Inbound, Message, Press, Ref, Text, plain
from adapters.typed import command
from bot.chat.call import Effects, House, Redraw
from bot.running.intake import Dispatch
from core.assembly import Waiting, apply
from tests.people import Hall


@dataclass(slots=True)
class Talk:
    """One house with its hall; `telegram:7` is member 7 in the private chat of the same name."""

    hall: Hall
    house: House = field(
        default_factory=lambda: House("Allotment Club", links={"telegram": "https://t.me/b?start={code}"})
    )
    ids: count[int] = field(default_factory=count)

    async def give(self, *inputs: Inbound) -> list[Effects]:
        """Work off a batch; the effects of each input."""
        outcomes = [
            await outcome.work_off() if isinstance(outcome, Waiting) else outcome
            for outcome in await apply(self.hall.store, "test", inputs, "0", Dispatch(self.house).run)
        ]
        assert all(isinstance(outcome, Effects) for outcome in outcomes), outcomes
        return [outcome for outcome in outcomes if isinstance(outcome, Effects)]

    async def write(self, who: str, text: str, chat: str = "", reply_to: str = "") -> list[str]:
        """What is answered to a text or a command."""
        return said((await self.give(self.said(who, text, chat, reply_to)))[0])

    async def press(self, who: str, data: str, chat: str = "", language: str = "") -> list[str]:
        """What is answered to a press."""
        return said((await self.give(self.pressed(who, data, chat, language)))[0])

    def said(self, who: str, text: str, chat: str = "", reply_to: str = "", language: str = "") -> Inbound:
        where = chat or who
        ref = Ref(where, reply_to) if reply_to else None
        typed = command(text)
        if typed is None:
            return Text(
                id=self._id(), sender=who, chat=where, private=not chat, language=language, text=text, reply_to=ref
            )
        return Command(
            id=self._id(), sender=who, chat=where, private=not chat, language=language, reply_to=ref,
            name=typed.name, line=typed.line, lines=typed.lines,
        )  # fmt: skip

    def pressed(self, who: str, data: str, chat: str = "", language: str = "") -> Press:
        where = chat or who
        return Press(
            id=self._id(), sender=who, chat=where, private=not chat, language=language, data=data, handle=who,
            ref=Ref(where, "1"),
        )  # fmt: skip

    def _id(self) -> str:
        return str(next(self.ids))


def said(effects: Effects) -> list[str]:
    """Toasts, then messages without markup."""
    return [answer.text for answer in effects.answers] + [plain(post.message.text) for post in effects.posts]


def buttons(messages: Sequence[Message]) -> dict[str, str]:
    """Data by label, of all these messages."""
    return {button.label: button.data for message in messages for row in message.rows for button in row}


def offered(effects: Effects) -> dict[str, str]:
    """The buttons that came with an answer."""
    return buttons([post.message for post in effects.posts])


def redrawn(effects: Effects) -> list[Redraw]:
    """Ballots that are to be drawn again."""
    return effects.redraws
