"""A member's ballots: sent again, cast by typing, filled in mark by mark."""

from __future__ import annotations

from adapters.contract import Command, Press
from bot.buttons import CastMarks, Mark, OpenBallot, Turn
from bot.calls import Call, Redraw
from bot.commands import Who, command, pressed
from bot.handlers.answers import cast_in, cast_typed, refuse_cast, split, typed, under_ballot
from bot.views.ballot import marked, pages
from bot.views.choices import choice_text
from core import casting
from core.casting import Cast
from core.definition import fault_of, parse_choice
from core.errors import Refusal, refuse
from core.model import Vote, VoteState
from core.store import events, votes


@command("ballot", Who.MEMBER)
async def ballot(call: Call, _: Command) -> None:
    """Send my open ballots again, or say why there is none."""
    refusals = [await _send(call, vote) for vote in await votes.in_state(call.tx, VoteState.OPEN)]
    sent = refusals.count(None)
    if sent:
        call.say("ballot-sent", count=sent)
    if not refusals:
        call.say("ballot-none-open")
    for refusal in refusals:
        if refusal:
            refuse_cast(call, refusal)


async def _send(call: Call, vote: Vote) -> Refusal | None:
    event = await events.event(call.tx, vote.event)
    assert event  # noqa: S101 - events are never deleted
    return await casting.send_again(call.tx, vote, event, call.by)


@command("cast", Who.MEMBER)
async def cast(call: Call, item: Command) -> None:
    """Cast by text: `/cast 7b`, `/cast 7 a c`; under a ballot also `/cast b`."""
    if given := typed(item.line):
        await cast_typed(call, given)
    elif vote := await under_ballot(call, item.reply_to):
        await cast_in(call, vote, split(item.line))
    else:
        call.say("cast-how")


@pressed(OpenBallot, Who.ANYONE)
async def open_ballot(call: Call, action: OpenBallot) -> None:
    """From the group into the private chat."""
    if call.person is None:
        call.refuse(refuse("anonymous" if call.inbound.anonymous else "not-bound"))
        return
    vote = await votes.by_id(call.tx, action.vote)
    refusal = await _send(call, vote) if vote else refuse("vote-unknown")
    if refusal:
        call.refuse(refusal)
    else:
        call.toast("ballot-sent-private")


@pressed(Turn, Who.MEMBER)
async def turn(call: Call, action: Turn) -> None:
    """Another page of a long ballot."""
    vote = await votes.by_id(call.tx, action.vote)
    if vote is None or call.by not in await votes.ballots_of(call.tx, vote.id, [call.by]):
        call.refuse(refuse("vote-unknown"))
    elif vote.state is not VoteState.OPEN:
        call.refuse(casting.not_open(vote))
    else:
        call.toast("ballot-page", page=min(action.page + 1, pages(vote)), pages=pages(vote))
        _redraw(call, vote, action.page)


@pressed(Mark, Who.MEMBER)
async def mark(call: Call, action: Mark) -> None:
    """Put or take away one mark; nothing is cast yet."""
    vote, _, marks = await _mine(call, action)
    if vote is None:
        call.refuse(refuse("vote-unknown"))
        return
    now = {label for label in marks.split("+") if label} - {action.option}
    now |= {action.option} if action.on else set()
    choice = parse_choice(vote, "+".join(now))
    fault = fault_of(vote, choice)
    if fault and fault.code != "choice-too-few-marks":
        call.refuse(fault)
        return
    wish = Cast(call.inbound.sender, vote.id, choice, action.rendering, action.tag)
    outcome = await casting.mark(call.tx, wish)
    if isinstance(outcome, Refusal):
        _refuse(call, vote, outcome, action.page)
        return
    call.toast("ballot-counter", count=len(now), most=vote.definition.maximum)
    _redraw(call, vote, action.page)


@pressed(CastMarks, Who.MEMBER)
async def cast_marks(call: Call, action: CastMarks) -> None:
    """Cast the marks; pressed twice, the second press finds them cast."""
    vote, _, marks = await _mine(call, action)
    if vote is None:
        call.refuse(refuse("vote-unknown"))
        return
    if vote.state is not VoteState.OPEN:
        call.refuse(casting.not_open(vote))
        return
    if not marks:
        call.refuse(refuse("choice-too-few-marks", label="", given=0, allowed=vote.definition.minimum))
        return
    wish = Cast(call.inbound.sender, vote.id, marks, action.rendering, action.tag)
    (outcome,) = await casting.cast(call.tx, [wish])
    if isinstance(outcome, Refusal):
        _refuse(call, vote, outcome, 0)
        return
    call.toast("cast-recorded", choice=choice_text(call.speech, vote, outcome.choice))
    _redraw(call, vote, 0)


async def _mine(call: Call, action: Mark | CastMarks) -> tuple[Vote | None, str | None, str]:
    """The vote, what stands, and the marks to go on from."""
    vote = await votes.by_id(call.tx, action.vote)
    ballots = await votes.ballots_of(call.tx, action.vote, [call.by])
    _, choice, marks = ballots.get(call.by, (0, None, None))
    return vote, choice, marked(choice, marks)


def _refuse(call: Call, vote: Vote, refusal: Refusal, page: int) -> None:
    refuse_cast(call, refusal)
    if refusal.code == "ballot-retired":
        _redraw(call, vote, page)


def _redraw(call: Call, vote: Vote, page: int) -> None:
    ref = call.inbound.ref if isinstance(call.inbound, Press) else None
    call.effects.redraws.append(Redraw(vote.id, call.by, call.inbound.chat, ref, page))
