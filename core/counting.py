"""Opening the box: two counts, their result, and its publication."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from core import acceptance, boards, inquest, paper, secret
from core.audience import EVERYBODY, Audience
from core.errors import Refusal, refuse
from core.journal import SYSTEM, Actor, record, record_many
from core.lifecycle import not_possible, rehearsal_over
from core.methods import METHODS, CountsDiffer
from core.methods.model import Form, Result
from core.model import COUNTING_RULES, Address, Event, Vote, VoteState
from core.outgoing import DeliveryKind
from core.results import Counted, Uncounted, box_of, contents, forget, is_small, keep, kept
from core.rules import Outcome
from core.secret import Damaged
from core.store import deliveries, events, spreading, votes
from core.store.journal import of_kind
from core.store.writer import Tx
from core.telling import alarm_chair, group_chats, tell_chair
from core.totals import Totals


async def count(tx: Tx, vote: Vote, by: Actor, *, anyway: bool = False) -> Vote | Refusal:
    """Open the box: count twice.

    `anyway`: the chair takes it on themselves that so few of one weight have voted; then there is no board.
    Codes: `vote-not-possible`, `rules-newer`, `secret-unreadable`, `secret-turnout`,
    `secret-weights-cast`, and those of `inquest.begin`, `paper.counted` and `secret.key_of`.
    Raises `Uncounted`.
    """
    if fault := not_possible(vote, "count"):
        return fault
    papers = await _papers(tx, vote)
    telling = not isinstance(papers, Refusal) and await secret.few_of_one_weight(tx, vote, papers)
    if telling and not anyway:
        papers = refuse("secret-weights-cast", number=vote.number)
    if isinstance(papers, Refusal):
        return await _box_stays_shut(tx, vote, papers)
    counted = await _counted(tx, vote)
    if isinstance(counted.result, CountsDiffer):
        forget(vote)
        await votes.change(tx, vote.id, count_at=None)
        return await inquest.begin(tx, vote, counted.result, counted.box)
    if shut := _not_as_it_was_cast(vote, counted):
        forget(vote)
        return await _box_stays_shut(tx, vote, shut)
    return await _stored(tx, vote, counted, papers, by, telling=telling)


async def _papers(tx: Tx, vote: Vote) -> paper.Counts | Refusal:
    """The paper ballots that go into the box, or why nothing can be counted now."""
    if vote.definition.rules > COUNTING_RULES:
        # a later version of the software wrote down by which rules this vote is counted, and this one lacks them
        return refuse("rules-newer", number=vote.number, rules=vote.definition.rules)
    if vote.definition.secret and isinstance(key := secret.key_of(tx, vote), Refusal):
        return key
    return await paper.counted(tx, vote)


def _not_as_it_was_cast(vote: Vote, counted: Counted) -> Refusal | None:
    """Why what lies in the box of a secret vote is not what was put in."""
    if isinstance(counted.result, Damaged):
        unreadable, cast = counted.result.unreadable, counted.result.cast
        return refuse("secret-unreadable", number=vote.number, count=unreadable, cast=cast)
    found, cast = len(counted.slips), secret.ballots_of(vote)
    if vote.definition.secret and found != cast:
        return refuse("secret-turnout", number=vote.number, ballots=found, cast=cast)
    return None


async def _stored(tx: Tx, vote: Vote, counted: Counted, papers: paper.Counts, by: Actor, *, telling: bool) -> Vote:
    """Keep the result; of a secret vote ballots take the place of the envelopes, or where they are `telling` none."""
    outcome = verdict_word(counted.outcome)
    changed = await votes.change(
        tx, vote.id, state=VoteState.COUNTED, box={choice: list(pair) for choice, pair in counted.box.items()},
        outcome=outcome, count_at=None, **_with_papers(vote, papers, apart=counted.apart),
    )  # fmt: skip
    if vote.definition.secret:
        await secret.swap(tx, vote, counted.slips, kept=counted.apart and not telling)
    await paper.destroy(tx, vote)
    await deliveries.make_stale(tx, vote.event, [DeliveryKind.CLOSED], vote.id)
    await tell_chair(tx, DeliveryKind.COUNTED, vote)
    # of a secret vote not even the chain holds single choices: a ranking can be a signature
    facts: dict[str, Any] = {} if vote.definition.secret else {"box": changed.box}
    facts["numbers"] = {
        what: [total.heads, total.weight]
        for what, total in (("roll", vote.roll), ("cast", changed.cast), ("entitled", vote.entitled))
    }
    if vote.unit:
        facts["numbers"]["unit"] = vote.unit
    if papers:
        facts["papers"] = changed.papers.counted
    if telling:
        await record(tx, vote.event, "vote.weights", by, vote=vote.number)
    facts["elected"] = list(counted.outcome.elected)
    board = "" if telling else counted.board
    about = {**facts, "outcome": outcome, "board": board}
    head = await record_many(tx, vote.event, "vote.count", by, [(None, {"vote": vote.number, **about})])
    return await _at_once(tx, await votes.change(tx, vote.id, counting=head, board=board))


async def _at_once(tx: Tx, vote: Vote) -> Vote:
    """Publish a result whose rule says so, unless the chair has something to decide first."""
    event = await events.existing(tx, vote.event)
    undecided = vote.outcome == Outcome.TIE or boards.revealing(vote) or rehearsal_over(vote, event)
    if not vote.definition.publish_at_once or undecided or await withheld(tx, vote):
        return vote
    return await _publish(tx, event, vote, SYSTEM, None, verdict_only=False, to=EVERYBODY)


def _with_papers(vote: Vote, papers: paper.Counts, *, apart: bool) -> dict[str, Any]:
    """The columns that paper ballots change: they are part of the turnout, and kept by themselves if that is safe."""
    number = sum(papers.values())
    cast = vote.cast.plus(Totals(number, number * paper.weight_of_each(vote)))
    return {
        "cast": cast.heads,
        "cast_weight": cast.weight,
        "papers": number,
        "paper_box": dict(papers) if apart and papers else None,
    }


async def _box_stays_shut(tx: Tx, vote: Vote, refusal: Refusal) -> Refusal:
    """A vote cannot be counted now: it stays closed, nothing of it is lost, and the chair is told once."""
    if vote.count_at:
        await votes.change(tx, vote.id, count_at=None)
        await alarm_chair(tx, vote.event, refusal)
    return refusal


async def _counted(tx: Tx, vote: Vote) -> Counted:
    """A large box has been counted before, outside of the transaction."""
    found = kept(vote)
    if found is None and is_small(vote):
        found = keep(vote, (), await contents(tx, vote))
    if found is None:
        raise Uncounted(vote)
    return found


def verdict_word(counted: Result) -> str:
    """What a count came to in one word.

    `carried`, `rejected`, `tie` or `no_result` for one question; `carried` or `objected` where consent is asked for.
    For all others `elected` (every seat is filled),
    `partly`, `none_elected` (there are votes, but nobody has what is needed), `tie` or `no_result`.
    """
    method = METHODS[counted.method]
    verdict = counted.options[0].verdict if method.question else None
    if verdict:
        objected = method.consents and verdict.outcome is Outcome.REJECTED
        return "objected" if objected else verdict.outcome
    if counted.elected:
        return "partly" if counted.vacant or counted.tied else "elected"
    if counted.tied:
        return "tie"
    return "none_elected" if _anybody_for_or_against(counted) else "no_result"


def _anybody_for_or_against(counted: Result) -> bool:
    """Whether a ballot says more than that it abstains."""
    if METHODS[counted.method].form is Form.ANSWERS:
        return any(option.votes.heads or option.no.heads for option in counted.options)
    return counted.valid.heads > counted.abstain.heads


async def publish(
    tx: Tx,
    event: Event,
    chosen: Sequence[Vote],
    by: Actor,
    drawn: tuple[Address, str] | None = None,
    *,
    verdict_only: bool = False,
    to: Collection[Audience] = EVERYBODY,
    anyway: bool = False,
) -> list[Vote] | Refusal:
    """Show results on the hall's screen, and send them to those on the roll, those present and the members' groups.

    `to` is one of the two where the other comes later or never; who has a result already does not get it twice. The
    elected are asked with the first.

    `verdict_only`: without the figures, which in a secret vote of few, or all alike, would tell how people voted.

    `anyway`: the vote that a result is to wait for was never drafted, and the chair does without.

    `drawn` is the chair's message, by chat and reference, that the caller draws anew.
    Votes of a rehearsal are shown in it and never afterwards.
    Codes: `vote-not-possible`, `already-published`, `rehearsal-over`, `verdict-named`, and those of `withheld`.
    """
    chosen = list({vote.id: vote for vote in chosen}.values())
    for vote in chosen:
        if fault := await _unfit(tx, event, vote, to, verdict_only=verdict_only, anyway=anyway):
            return fault
    if anyway:
        await _record_not_awaited(tx, chosen, by)
    return [await _publish(tx, event, vote, by, drawn, verdict_only=verdict_only, to=to) for vote in chosen]


async def _record_not_awaited(tx: Tx, chosen: Sequence[Vote], by: Actor) -> None:
    """Which results are published although they are to wait for a vote that there is not."""
    for vote in chosen:
        if await withheld(tx, vote):
            await record(tx, vote.event, "vote.not-awaited", by, vote=vote.number, other=vote.definition.withhold)


async def _unfit(
    tx: Tx, event: Event, vote: Vote, to: Collection[Audience], *, verdict_only: bool, anyway: bool
) -> Refusal | None:
    if vote.state is VoteState.PUBLISHED and vote.published_to.issuperset(to):
        return refuse("already-published", number=vote.number)
    if fault := rehearsal_over(vote, event) or not_possible(vote, "publish"):
        return fault
    if verdict_only and not vote.definition.secret:
        return refuse("verdict-named", number=vote.number)
    waits = await withheld(tx, vote)
    return None if anyway and waits and waits.code == "publish-withheld-missing" else waits


async def withheld(tx: Tx, vote: Vote) -> Refusal | None:
    """Why a result waits for another vote, or None. A vote that was called off holds nothing back.

    Codes: `publish-withheld`; of a draft, which may never open, `publish-withheld-draft`; of a vote that nobody has
    drafted yet `publish-withheld-missing`, which the chair can do without.
    """
    number = vote.definition.withhold
    other = await _last_round(tx, vote, number) if number else None
    if number and other is None:
        return refuse("publish-withheld-missing", number=vote.number, other=number)
    if other is None or other.state not in (VoteState.DRAFT, VoteState.OPEN, VoteState.CLOSED):
        return None
    code = "publish-withheld-draft" if other.state is VoteState.DRAFT else "publish-withheld"
    return refuse(code, number=vote.number, other=other.number)


async def _last_round(tx: Tx, vote: Vote, number: int) -> Vote | None:
    """The vote with this number, or what repeats it by now."""
    other = await votes.by_number(tx, vote.event, number)
    if other is None or other.state is not VoteState.VOID:
        return other
    repeats = {int(str(e.data["vote"])): int(str(e.data["next"])) for e in await of_kind(tx, vote.event, "vote.repeat")}
    return await _last_round(tx, vote, repeats[number]) if number in repeats else other


async def _publish(
    tx: Tx,
    event: Event,
    vote: Vote,
    by: Actor,
    drawn: tuple[Address, str] | None,
    *,
    verdict_only: bool,
    to: Collection[Audience],
) -> Vote:
    first, new = vote.state is VoteState.COUNTED, frozenset(to) - vote.published_to
    verdict_only = verdict_only if first else vote.verdict_only
    if Audience.MEMBERS in new:
        await _send(tx, event, vote)
    await deliveries.make_stale(tx, event.id, [DeliveryKind.COUNTED], vote.id, but=drawn)
    how = {"verdict_only": True} if verdict_only else await _shown(tx, vote)
    where = {} if new == EVERYBODY else {"where": sorted(new)}
    await record_many(tx, event.id, "vote.publish", by, [(None, {"vote": vote.number, **how, **where})])
    known = " ".join(sorted(vote.published_to | new))
    shown = await votes.change(
        tx, vote.id, state=VoteState.PUBLISHED, verdict_only=verdict_only, published_to=known
    )  # fmt: skip
    if first:
        await acceptance.begin(tx, shown)
    return shown


async def _send(tx: Tx, event: Event, vote: Vote) -> None:
    groups = [(None, chat) for chat in await group_chats(tx, event.id)]
    for kind in (DeliveryKind.RESULT, DeliveryKind.PICTURE):
        await deliveries.queue(tx, kind, event.id, vote.id, groups)
        await spreading.tell(tx, kind, event.id, vote.id, "present")
        await spreading.tell_roll(tx, kind, vote)


async def _shown(tx: Tx, vote: Vote) -> dict[str, Any]:
    """How much of a secret box everybody sees, so that nobody can show another one or hold it back afterwards."""
    if not vote.definition.secret:
        return {}
    box = await box_of(tx, vote)
    why = boards.withheld(vote, box)
    if why is None:
        return {"shown": "board"}
    sums = boards.totals_alone(vote, box)
    if sums is None:
        return {"shown": "outcome", "withheld": why}
    return {"shown": "sums", "withheld": why, "box": {choice: list(total) for choice, total in sums.items()}}
