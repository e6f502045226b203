"""Votes on paper: who casts them, what tellers count, and what the desk casts for somebody who stands before it."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.contract import Command
from bot.chat.call import Call, allowed
from bot.chat.counts import tallied
from bot.chat.reading import Typed, aimed, read, typed, words
from bot.chat.register import Handlers, Spec, Who
from bot.handlers.targets import addressed, event_of, for_teller, the_member
from bot.views import paper as views
from bot.views.lists import called
from bot.wording.choices import named, stands
from bot.wording.speech import later, sentence
from core import accounts, paper, telling
from core.errors import Refusal, refuse
from core.model import Event, Member, Role, Vote, VoteState
from core.store import members, papers, votes


async def check_in(call: Call, member: Member) -> None:
    """The desk checks in somebody who votes on paper."""
    event = await event_of(call, member)
    told = allowed(await paper.check_in(call.tx, event, member, call.by))
    call.reply(views.checked_in, event, member, told)


async def to_chat(call: Call, member: Member) -> None:
    """Somebody votes in the chat again."""
    event = await event_of(call, member, present=True)
    changed = await paper.back_to_chat(call.tx, event, member, call.by)
    bound = await accounts.accounts(call.tx, member.id)
    call.lines(
        sentence("paper-no-more" if changed else "paper-never", member=called(member)),
        None if bound else sentence("desk-no-account", number=member.number),
    )


async def tally(call: Call, item: Command) -> None:
    """What a teller counted; without numbers, how they are written."""
    number, _, rest = item.line.partition(" ")
    _, vote = await for_teller(call, number, VoteState.OPEN, VoteState.CLOSED)
    lines = [line for line in (rest, *item.lines) if line.strip()]
    if not lines:
        call.reply(views.how_to_tally, vote)
        return
    counted = allowed(tallied(call.speech, vote, lines))
    told = allowed(await paper.tally(call.tx, vote, counted, call.by))
    call.reply(views.tallied, told)
    if call.inbound.private and (told.agreed or told.others):
        code = "tally-agreed" if told.agreed else "tally-disagree"
        await telling.alarm_chair(call.tx, vote.event, refuse(code, number=vote.number, papers=told.papers))


async def cast_for(call: Call, item: Command) -> None:
    """`/cast 7b for 17` at the desk: in a named vote, for somebody who stands before it and votes on paper."""
    given = typed(item.line)
    choice, target = aimed(given.words) if given else ((), ())
    if given is None or not choice or not target:
        call.say("desk-cast-how")
        return
    _, vote = await addressed(call, str(given.number))
    await _cast(call, vote, await the_member(call, " ".join(target)), choice)


async def cast_for_paper(call: Call, given: Typed) -> bool:
    """The same in the private chat of somebody who works at the desk; False if it is about one's own ballots."""
    choice, target = aimed(given.words)
    if not target or not choice or " ".join(target) in words("all"):
        return False
    member = await members.by_number(call.tx, " ".join(target).removeprefix("#"))
    at_desk = [event for event in call.meetings if call.at_the_desk_of(event) and _of_desk(call, event)]
    found = [await votes.by_number(call.tx, event.id, given.number) for event in at_desk]
    vote = next((vote for vote in found if vote), None)
    if member is None or vote is None or member.id not in await papers.on_roll(call.tx, vote.id, [member.id]):
        return False
    await _cast(call, vote, member, choice)
    return True


def _of_desk(call: Call, event: Event) -> bool:
    return call.is_any_of(event, Role.DESK, Role.CHAIR)


async def _cast(call: Call, vote: Vote, member: Member, given: Sequence[str]) -> None:
    """Cast and say for whom."""
    choice = read(call.speech, vote, given)
    cast = allowed(choice if isinstance(choice, Refusal) else await _entered(call, vote, member, choice))
    call.lines(later(stands, vote, "desk-cast-done", cast, vote=named(vote), member=called(member)))


async def _entered(call: Call, vote: Vote, member: Member, choice: str) -> str | Refusal:
    return await paper.cast_at_desk(call.tx, vote, member, choice, call.by)


HANDLERS = Handlers(commands=(Spec("tally", Who.TELLER, tally),))
