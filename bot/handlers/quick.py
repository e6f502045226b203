"""Votes in one act: half a minute with ballots, or a show of hands for the minutes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from adapters.contract import Command
from bot.chat.call import Call, Denied, House, allowed
from bot.chat.counts import hands, title_and_counts
from bot.chat.register import Handlers, Spec, Who
from bot.drafting.quick import drafted_by_hand, drafted_consent, drafted_quick
from bot.handlers.drafts import preview
from bot.handlers.targets import show_usage, the_event
from bot.handlers.votes import opened
from bot.views import lists
from bot.wording.choices import named
from core import hands as by_hand
from core import voting
from core.errors import Refusal
from core.faults import Faults, Faulty
from core.model import Definition, Event

_LABELS = {"yes": "a", "no": "b", "abstain": "c"}


async def quick(call: Call, item: Command) -> None:
    """Draft and open; it closes and counts by itself, and its result offers to be published."""
    await _at_once(call, item, drafted_quick)


async def consent(call: Call, item: Command) -> None:
    """Ask for objections alone; without any it is adopted."""
    await _at_once(call, item, drafted_consent)


async def _at_once(call: Call, item: Command, read: Callable[[House, str, Sequence[str]], Definition | Faults]) -> None:
    event = await the_event(call)
    if not item.line:
        show_usage(call, item.name)
    else:
        await _hold(call, event, read(call.house, item.line, item.lines), item.name)


async def _hold(call: Call, event: Event, written: Definition | Faults, command: str) -> None:
    """Open what was written; what cannot be opened now stays a draft, with its preview."""
    drafted = written if isinstance(written, Faults) else await voting.draft(call.tx, event, written, call.by)
    if isinstance(drafted, Faults | Faulty):
        call.reply(lists.faults, drafted.faults, command)
        return
    vote = allowed(drafted)
    frozen = await voting.open_vote(call.tx, event, vote, call.by)
    if isinstance(frozen, Refusal):
        call.refuse(frozen)
        call.reply(await preview(call.tx, event, vote))
    else:
        call.lines(*await opened(call, event, frozen))


async def hand(call: Call, item: Command) -> None:
    """A show of hands: its title on the first line, the numbers below it."""
    event = await the_event(call)
    title, at_the_end = title_and_counts(item.line)
    counted, rest = hands([at_the_end, *item.lines])
    if not title or counted == {}:
        show_usage(call, "hand")
        return
    if counted is None:
        raise Denied("hand-twice")
    written = drafted_by_hand(call.house, title, rest)
    if not isinstance(written, Faults) and "abstain" in counted and not written.abstain:
        raise Denied("hand-abstain")
    by_label = {_LABELS[answer]: number for answer, number in counted.items()}
    taken = written if isinstance(written, Faults) else await by_hand.take(
        call.tx, event, written, by_label, call.by, call.member.name
    )  # fmt: skip
    if isinstance(taken, Faults | Faulty):
        call.reply(lists.faults, taken.faults, item.name)
    else:
        # the result goes to all chair channels by itself
        call.say("hand-taken", vote=named(allowed(taken)))


HANDLERS = Handlers(
    commands=(
        Spec("quick", Who.CHAIR, quick),
        Spec("consent", Who.CHAIR, consent),
        Spec("hand", Who.CHAIR, hand),
    ),
)
