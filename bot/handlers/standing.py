"""Who stands in an election while its nominations are open: candidates answer, or the chair writes it down."""

from __future__ import annotations

from bot.chat.call import Call, Denied, allowed
from bot.drafting import lines as drafting
from bot.wording.choices import named
from core import acceptance, nominations, voting
from core.errors import Refusal
from core.faults import Faults, Faulty
from core.model import Acceptance, MemberId, Option, Vote


async def answer_own(call: Call, vote: Vote, said: Acceptance) -> None:
    """What a member says; whoever was not proposed and wants to stand is a candidate from now on."""
    label = await acceptance.own_option(call.tx, vote, call.by)
    if not label and not (said is Acceptance.ACCEPTED and vote.shown):
        raise Denied("not-nominated", number=vote.number)
    key = nominations.key_of(call.member)
    answered = allowed(await nominations.answer(call.tx, vote, key, said, call.by, call.by))
    if not label:
        await _change(call, answered, f"nominate: {key}")
    elif said is Acceptance.DECLINED:
        await _change(call, answered, f"withdraw: {label}")
    call.toast(f"nominated-recorded-{said}", vote=named(vote, 60))


async def answer_for(call: Call, vote: Vote, label: str, said: Acceptance) -> Vote:
    """What a candidate said in the hall; the draft as it is then."""
    option = next(option for option in vote.definition.options if option.label == label)
    member = await _member(call, vote, option)
    key = nominations.key(option)
    answered = allowed(await nominations.answer(call.tx, vote, key, said, call.by, member))
    return await _change(call, answered, f"withdraw: {label}") if said is Acceptance.DECLINED else answered


async def _member(call: Call, vote: Vote, option: Option) -> MemberId | None:
    found = (await acceptance.candidates(call.tx, vote, [option.label])).get(option.label)
    return found.id if found else None


async def _change(call: Call, vote: Vote, line: str) -> Vote:
    """The draft with this line; the last candidate of all stays on it, and is only noted to decline."""
    edited = drafting.edited(call.house, vote.definition, "", [line], vote.number)
    changed = edited if isinstance(edited, Faults) else await voting.edit(call.tx, vote, edited, call.by)
    return vote if isinstance(changed, Faults | Faulty | Refusal) else changed
