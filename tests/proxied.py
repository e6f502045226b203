"""Proxies in a hall: who gives what to whom, and who casts for whom."""

from __future__ import annotations

from collections.abc import Sequence

from core import casting, proxies
from core.casting import Cast, Recorded
from core.errors import Refusal
from core.journal import CLI
from core.model import EventSettings, How, Vote
from core.proxies import Given
from tests.people import AGM, Hall, code

RULES = EventSettings(AGM, "Assembly")


async def give(hall: Hall, principal: int | str, holder: int | str, how: How = How.SELF) -> Given | Refusal:
    """The principal gives it, or the desk does."""
    one, other = await hall.member(principal), await hall.member(holder)
    by = one.id if how is How.SELF else CLI
    return await hall.run(proxies.give, await hall.event(), one, other, how, by)


async def off(hall: Hall, principal: int | str) -> str:
    """The principal takes it back; the code of a refusal."""
    member = await hall.member(principal)
    return code(await hall.run(proxies.take_back, await hall.event(), member, member.id))


async def decline(hall: Hall, holder: int | str, principal: int | str) -> str:
    """The holder does not want it; the code of a refusal."""
    holder_id, member = await hall.id(holder), await hall.member(principal)
    return code(await hall.run(proxies.decline, await hall.event(), holder_id, member))


async def away(hall: Hall, holder: int | str, *principals: int | str) -> None:
    """These give their votes to somebody and leave."""
    for principal in principals:
        given = await give(hall, principal, holder)
        assert isinstance(given, Given), given
    await hall.check_out(*principals)


async def hand(hall: Hall, vote: Vote, number: int | str) -> list[str]:
    """The numbers of those whose ballots somebody casts."""
    mine = await hall.run(casting.hand, vote, await hall.id(number))
    return [ballot.number for ballot in mine.ballots]


async def cast_for(hall: Hall, vote: Vote, holder: int | str, choice: str, *whose: int | str) -> list[str]:
    """Somebody casts for others in one batch; the codes of refusals."""
    ids = [await hall.id(number) for number in whose]
    wishes = [Cast(f"telegram:{holder}", vote.id, choice, whose=member) for member in ids]
    return codes(await hall.run(casting.cast, wishes))


def codes(outcomes: Sequence[Recorded | Refusal]) -> list[str]:
    """The codes of refusals, "" for what was recorded."""
    return [code(outcome) for outcome in outcomes]
