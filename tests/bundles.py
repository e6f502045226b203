"""A hand of three: member 5 casts the own ballot and those of members 1 and 2, who are away."""

from __future__ import annotations

from collections.abc import Sequence

from bot.views.ballot.bundle import drawing_of
from bot.views.ballot.filling import Drawing
from bot.views.ballot.own import private
from bot.wording.speech import Speech
from core.ballot import Hand, InHand, Standing
from core.model import Definition, MemberId, Vote
from core.store import ballots
from core.totals import UNIT
from tests.ballots import vote_on
from tests.proxied import away
from tests.talk import Talk, buttons

HOLDER = "telegram:5"


def ballot(number: int, choice: str | None = None, marks: str | None = None, *, weight: int = UNIT) -> InHand:
    """The ballot of member 12, 13, 17..., whose id is the same."""
    return InHand(MemberId(number), str(number), f"Name{number}", weight, Standing(choice, marks, 3))


def drawing(
    ballots: Sequence[InHand],
    whose: int | None = None,
    page: int | None = None,
    *,
    definition: Definition,
    me: int = 12,
) -> Drawing:
    """What member 12 sees of these."""
    return drawing_of(
        vote_on(definition), MemberId(me), Hand(tuple(ballots)), None if whose is None else MemberId(whose), page
    )


async def opened(talk: Talk, definition: Definition, *, holder: int | str = 5) -> Vote:
    """An open vote in which the holder casts for 1 and 2."""
    await away(talk.hall, holder, 1, 2)
    return await talk.hall.open(definition)


async def shown(talk: Talk, speech: Speech, vote: Vote, number: int = 5, whose: int | None = None) -> dict[str, str]:
    """Data by label of what a person sees now."""
    me, whom = await talk.hall.id(number), None if whose is None else MemberId(whose)
    mine = (await talk.hall.run(ballots.hands, vote, [me]))[me]
    return buttons(
        [private(speech, await talk.hall.again(vote), drawing_of(vote, me, mine, whom, None if whom is None else 0))]
    )


async def stand(talk: Talk, vote: Vote, number: int | str = 5) -> list[tuple[str, str | None, str | None]]:
    """Number, choice and marks of the ballots that a person casts."""
    me = await talk.hall.id(number)
    mine = (await talk.hall.run(ballots.hands, vote, [me])).get(me, Hand())
    return [(item.number, item.stands.choice, item.stands.marks) for item in mine.ballots]
