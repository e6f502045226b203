"""Results: to the chair, and with `/publish` to members."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from adapters.contract import Command, Press
from bot.chat.call import Call, Denied, allowed
from bot.chat.late import see_that_it_is_still_meant
from bot.chat.reading import words as known
from bot.chat.register import Handlers, Spec, Who, always, footing, forbidden
from bot.chat.seen import of_results
from bot.drafting.understood import without_and
from bot.handlers.targets import addressed, going_on, only, the_event, the_vote, under_live
from bot.views import card
from bot.views.result import message as views
from bot.wording.choices import named, names, verdict
from bot.wording.numbers import digest
from bot.wording.speech import later, sentence
from core import counting, elections, recounting, telling
from core.audience import EVERYBODY, Audience
from core.boards import is_for_members, revealing
from core.errors import Refusal, refuse
from core.model import Event, Vote, VoteState
from core.store import votes

_MOST_NAMED = 1200
"""Characters of the votes that are published together."""
_HAS_RESULT = (VoteState.COUNTED, VoteState.PUBLISHED)


async def result(call: Call, item: Command) -> None:
    """The chair reads a result when it is counted, and has a closed box opened; everybody else when it is published."""
    number, wanted = _asked_for(item.line)
    if wanted == "board":
        await _board(call, number)
        return
    if wanted == "recount":
        await _recount(call, number)
        return
    chair = forbidden(Who.CHAIR, footing(call)) is None
    event, vote = await _named(call, number, _HAS_RESULT if chair else (VoteState.PUBLISHED,))
    if chair and vote.state is VoteState.CLOSED:
        see_that_it_is_still_meant(call, f"{item.name} {item.line}".strip())
        # count at once; the result goes to all chair channels by itself
        allowed(await counting.count(call.tx, vote, call.by, anyway=wanted == "anyway"))
    elif vote.state not in _HAS_RESULT or (vote.state is VoteState.COUNTED and not chair):
        raise Denied("no-result-yet", number=vote.number, state=vote.state)
    elif wanted == "file" and vote.counted:
        allowed(await _file(call, event, f"result {vote.number}"))
        call.say("result-file-comes", vote=named(vote))
    else:
        elections.at_hand(vote)
        call.reply(views.for_chair if chair else views.for_members, vote, event)
        if call.person is None or not call.person.account.plain:
            await _file(call, event, f"picture {vote.number}")


async def _file(call: Call, event: Event, what: str) -> Refusal | None:
    """Have a file made; why not for a member who had many."""
    if call.channel is None and call.person and not call.person.roles():
        return await telling.request_own_file(call.tx, event.id, call.inbound.chat, what, call.by)
    await telling.request_file(call.tx, event.id, call.inbound.chat, what)
    return None


def _asked_for(line: str) -> tuple[str, str]:
    """The number of a vote, and what is wanted: `file` all of its figures, `board` its ballots, `recount`, `anyway`."""
    rest, _, last = line.rpartition(" ")
    wanted = next((word for word in ("file", "board", "recount", "anyway") if last.casefold() in known(word)), "")
    return (rest.strip(), wanted) if wanted else (line, "")


async def _named(call: Call, word: str, states: tuple[VoteState, ...]) -> tuple[Event, Vote]:
    """The vote with this number; without one, the last that has a result."""
    if word:
        return await addressed(call, word)
    among = [(event, await votes.of_event(call.tx, event.id, *states)) for event in going_on(call.meetings)]
    found = [event for event, counted in among if counted]
    if not found and call.meetings:
        raise Denied("no-result-at-all")
    event = only(call, found)
    return event, next(counted[-1] for each, counted in among if each is event)


async def _board(call: Call, number: str) -> None:
    """The ballots of a published secret vote as a file, in which a receipt is looked up.

    Never asked by the code: who asked for one would be known to have cast that ballot.
    """
    event, vote = await _named(call, number, (VoteState.PUBLISHED,))
    if vote.state is not VoteState.PUBLISHED:
        raise Denied("no-result-yet", number=vote.number, state=vote.state)
    if not is_for_members(vote):
        raise Denied("board-withheld" if vote.definition.secret else "board-named", number=vote.number)
    allowed(await _file(call, event, f"board {vote.number}"))
    call.say("board-coming", vote=named(vote, 60))


async def _recount(call: Call, number: str) -> None:
    """The answer to a challenge: the stored ballots are counted again, and who wants to can do it without us."""
    allowed(forbidden(Who.CHAIR, footing(call)))
    _, vote = await _named(call, number, _HAS_RESULT)
    done = allowed(await recounting.recount(call.tx, vote, call.by))
    outcome = later(verdict, vote, vote.outcome)
    board = sentence("recount-board", hash=digest(done.board)) if done.board else None
    said = sentence("recounted", vote=named(vote), count=done.ballots, outcome=outcome)
    call.lines(said, board, sentence("recount-yourself"))


async def publish(call: Call, item: Command) -> None:
    """Results to members and on the screen, several together: all of them or none; to one of both if that is said."""
    event = await the_event(call)
    words = [word.casefold() for word in without_and(item.line).replace(",", " ").split()]
    anyway = not known("anyway").isdisjoint(words)
    to, verdict_only, numbers = _how_to_publish([word for word in words if word not in known("anyway")])
    chosen = [await the_vote(call, event, word, VoteState.COUNTED) for word in numbers]
    published = allowed(await _publish(call, event, chosen, verdict_only=verdict_only, to=to, anyway=anyway))
    where = "both" if to == EVERYBODY else next(iter(to))
    told = later(names, published, 60, most_of_all=_MOST_NAMED)
    call.say("published", votes=told, count=len(published), where=where)


def _how_to_publish(words: Sequence[str]) -> tuple[frozenset[Audience], bool, Sequence[str]]:
    """To whom, whether the verdict only, and which votes: `7 8 hall only` is about the place, `7 only` the verdict."""
    to = frozenset(one for one in Audience if known(f"publish-{one}").intersection(words))
    verdict = known("verdict-only") - (known("only") if to else frozenset())
    said = known("verdict-only").union(*(known(f"publish-{one}") for one in Audience))
    return to or EVERYBODY, bool(verdict.intersection(words)), [word for word in words if word not in said] or [""]


async def _publish(
    call: Call,
    event: Event,
    chosen: list[Vote],
    *,
    verdict_only: bool = False,
    to: Collection[Audience] = EVERYBODY,
    anyway: bool = False,
) -> list[Vote] | Refusal:
    early = next((vote for vote in chosen if vote.state in (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED)), None)
    if early:
        return refuse(f"publish-{early.state}", number=early.number)
    ref = call.inbound.ref if isinstance(call.inbound, Press) and not under_live(call) else None
    drawn = (ref.chat, ref.message) if ref else None
    return await counting.publish(
        call.tx, event, chosen, call.by, drawn, verdict_only=verdict_only, to=to, anyway=anyway
    )


async def publish_press(call: Call, event: Event, vote: Vote) -> None:
    """[Publish to members] under a result."""
    await _publish_pressed(call, event, vote, verdict_only=False)


async def verdict_press(call: Call, event: Event, vote: Vote) -> None:
    """[Publish the verdict only] under the result of a secret vote whose figures would tell too much."""
    await _publish_pressed(call, event, vote, verdict_only=True)


async def _publish_pressed(call: Call, event: Event, vote: Vote, *, verdict_only: bool) -> None:
    published = await _publish(call, event, [vote], verdict_only=verdict_only)
    if isinstance(published, Refusal):
        call.refuse(published)
        if vote.state is not VoteState.PUBLISHED:
            return
        published = [vote]
    else:
        call.toast("published-toast", vote=named(vote, 60))
    if under_live(call):
        return
    elections.at_hand(published[0])
    call.edit(views.for_chair, published[0], event)


async def publish_all(call: Call, event: Event, seen: int) -> None:
    """[Publish all] on the card: what was counted, and as it was, when the button was drawn.

    What waits for another vote, or would tell how people voted, is left for the chair to publish by itself.
    """
    wait = card.waiting(event, await votes.of_event(call.tx, event.id, VoteState.COUNTED))
    if of_results(wait) != seen:
        call.toast("publish-all-moved-on", alert=True)
        return
    free = [vote for vote in wait if not revealing(vote) and await counting.withheld(call.tx, vote) is None]
    if not free:
        call.toast("publish-all-none", alert=True)
        return
    published = allowed(await counting.publish(call.tx, event, free, call.by))
    told, left = later(names, published, 40, most_of_all=90), [vote for vote in wait if vote not in free]
    others = later(names, left, 30, most_of_all=50)
    call.toast("published-all", alert=bool(left), votes=told, count=len(published), left=len(left), others=others)


HANDLERS = Handlers(
    commands=(
        Spec("result", Who.ANYONE, result, whenever=True, looks=always),
        Spec("publish", Who.CHAIR, publish, after=True),
    ),
)
