"""A chair channel in a meeting of five, for tests of what chairs and the desk do."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.contract import Message
from bot.chat.call import Effects
from core import floor, roles
from core.journal import CLI
from core.model import Purpose, Role, Vote
from core.store import events, votes
from tests.people import AGM, Hall, done
from tests.talk import Talk, buttons, said

CHAT = "telegram:-100"
ANN = "telegram:1"
BEN = "telegram:2"


@dataclass(slots=True)
class Podium:
    """Members 1 and 2 are chairs and write in their channel."""

    talk: Talk

    @property
    def hall(self) -> Hall:
        return self.talk.hall

    async def effects(self, text: str, who: str = ANN, chat: str = CHAT) -> Effects:
        return (await self.talk.give(self.talk.said(who, text, chat)))[0]

    async def write(self, text: str, who: str = ANN, chat: str = CHAT) -> list[str]:
        """What is answered, without markup."""
        return said(await self.effects(text, who, chat))

    async def lines(self, text: str, who: str = ANN, chat: str = CHAT) -> list[str]:
        """The lines of the only answer."""
        (answer,) = await self.write(text, who, chat)
        return answer.splitlines()

    async def message(self, text: str) -> Message:
        """The only message that is answered."""
        (post,) = (await self.effects(text)).posts
        return post.message

    async def buttons(self, text: str) -> dict[str, str]:
        return buttons([await self.message(text)])

    async def press(self, data: str, who: str = ANN, chat: str = CHAT) -> list[str]:
        return await self.talk.press(who, data, chat)

    async def vote(self, number: int) -> Vote:
        found = await self.hall.run(votes.by_number, AGM, number)
        assert found
        return found


async def podium(hall: Hall) -> Podium:
    """The channel is bound; nothing has happened yet."""
    await hall.run(events.put_channel, CHAT, AGM, Purpose.CHAIR)
    for number in ("1", "2"):
        done(await hall.run(roles.give, await hall.event(), number, Role.CHAIR, CLI))
    return Podium(Talk(hall))


async def bind_code(hall: Hall, purpose: Purpose) -> str:
    return await hall.run(floor.bind_code, await hall.event(), purpose, CLI)
