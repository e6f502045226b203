"""Whether the elected accept: asking them, writing down what they say, turning to the next in line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from core import inquest
from core.elections import declined, sitting, waits_for_lot
from core.errors import Refusal, refuse
from core.journal import Actor, record
from core.lifecycle import not_possible, rehearsal_over
from core.methods import CountsDiffer
from core.model import Acceptance, Member, MemberId, Vote, VoteState
from core.outgoing import DeliveryKind
from core.results import box_of
from core.store import deliveries, events, members, spreading, votes
from core.store.writer import Tx
from core.telling import alarm_chair, tell_chair

ELECTION = "election"


async def begin(tx: Tx, vote: Vote) -> None:
    """An election was published: ask the elected, and show the chair what they say."""
    if vote.definition.kind == ELECTION and (held := sitting(vote)):
        await _ask(tx, vote, held)
        await tell_chair(tx, DeliveryKind.ACCEPTANCE, vote)


async def follow(tx: Tx, vote: Vote, before: Collection[str], held: Collection[str], touched: Iterable[str]) -> None:
    """Other people hold seats than before, or somebody answered: ask who is new, draw anew what shows something else.

    Members, who have the result already, get it once more if the seats are held by others.

    Whoever holds a seat is given because every look at it is a count.
    """
    if vote.state is not VoteState.PUBLISHED or vote.definition.kind != ELECTION:
        return
    people = await candidates(tx, vote, {*touched, *({*before} ^ {*held})})
    await deliveries.make_older(tx, vote, DeliveryKind.ELECTED, [member.id for member in people.values()])
    await _ask(tx, vote, held)
    await deliveries.make_older(tx, vote, DeliveryKind.ACCEPTANCE)
    if set(before) != set(held):
        await spreading.queue_again(tx, vote.event, (DeliveryKind.RESULT, DeliveryKind.PICTURE), vote.id)


async def _ask(tx: Tx, vote: Vote, held: Collection[str]) -> None:
    """Ask those with a seat who were not asked yet, on all their accounts."""
    unanswered = [option for option in held if option not in vote.answers]
    people = {member.id for member in (await candidates(tx, vote, unanswered)).values()}
    asked = {delivery.member for delivery in await deliveries.about(tx, DeliveryKind.ELECTED, vote.id, people)}
    accounts = await members.accounts_of(tx, people - asked)
    to = [(account.member, account.chat) for account in accounts]
    await deliveries.queue(tx, DeliveryKind.ELECTED, vote.event, vote.id, to)


async def candidates(tx: Tx, vote: Vote, options: Iterable[str]) -> dict[str, Member]:
    """The members behind these options, as far as they are members."""
    wanted = set(options)
    numbers = {option.label: option.member for option in vote.definition.options if option.label in wanted}
    people = await members.by_numbers(tx, [number for number in numbers.values() if number])
    return {label: people[number] for label, number in numbers.items() if number in people}


async def asked(tx: Tx, vote: Vote) -> dict[str, bool]:
    """By option, the members who were asked: whether that reached, or may still reach, one of their accounts."""
    people = await candidates(tx, vote, [option.label for option in vote.definition.options])
    ids = [member.id for member in people.values()]
    found = await deliveries.about(tx, DeliveryKind.ELECTED, vote.id, ids)
    reached = {delivery.member for delivery in found if not delivery.error}
    tried = {delivery.member for delivery in found}
    return {label: member.id in reached for label, member in people.items() if member.id in tried}


async def answer(
    tx: Tx, vote: Vote, option: str, said: Acceptance, by: Actor, *, chair: bool = False
) -> Vote | Refusal:
    """Write down that somebody accepts or declines; only the chair writes down a change of mind.

    Before the result is published only the chair can know who is elected. Codes: `vote-not-possible`,
    `rehearsal-over`, `not-an-election`, `not-elected`, `answered-already`, `seat-taken`, and those of
    `inquest.begin`.
    """
    if fault := not_possible(vote, "accept") or rehearsal_over(vote, await events.existing(tx, vote.event)):
        return fault
    before = sitting(vote)
    if fault := _unfit(vote, before, option, said, chair=chair):
        return fault
    if vote.answers.get(option) is said:
        return vote
    answers = {label: word for label, word in vote.answers.items() if label != option} | {option: said}
    try:
        held = sitting(replace(vote, answers=answers))
    except CountsDiffer as differ:
        return await inquest.begin(tx, vote, differ, await box_of(tx, vote))
    if lost := [label for label, word in answers.items() if word is Acceptance.ACCEPTED and label not in held]:
        return refuse("seat-taken", number=vote.number, label=vote.label(lost[0]))
    changed = await votes.change(tx, vote.id, answers=answers)
    await _record(tx, changed, option, by)
    await follow(tx, changed, before, held, [option])
    if said is Acceptance.DECLINED and not chair:
        await _tell_of_refusal(tx, changed, option, [label for label in held if label not in before])
    if declined(changed) and (set(held) != set(before) or _complete(changed, held)):
        await _tell_seats(tx, changed)
    return changed


async def _tell_seats(tx: Tx, vote: Vote) -> None:
    """Once the result was announced, the chair announces who holds the seats by now."""
    if vote.state is VoteState.PUBLISHED:
        await tell_chair(tx, DeliveryKind.BOARD, vote)


def _complete(vote: Vote, held: Collection[str]) -> bool:
    """Whether all who hold a seat have accepted it."""
    return all(vote.answers.get(label) is Acceptance.ACCEPTED for label in held)


def _unfit(vote: Vote, held: Collection[str], option: str, said: Acceptance, *, chair: bool) -> Refusal | None:
    before = vote.answers.get(option)
    if vote.definition.kind != ELECTION:
        return refuse("not-an-election", number=vote.number)
    if (before is None and option not in held) or (vote.state is VoteState.COUNTED and not chair):
        return refuse("not-elected", number=vote.number)
    if before not in (None, said) and not chair:
        return refuse("answered-already", number=vote.number, answer=str(before))
    return None


async def _record(tx: Tx, vote: Vote, option: str, by: Actor) -> None:
    act = "election.accept" if vote.answers[option] is Acceptance.ACCEPTED else "election.decline"
    person = (await candidates(tx, vote, [option])).get(option)
    await record(tx, vote.event, act, by, member=person.id if person else None, vote=vote.number, option=option)


async def _tell_of_refusal(tx: Tx, vote: Vote, option: str, new: Sequence[str]) -> None:
    names = {option.label: f"{vote.label(option.label)} {option.text}" for option in vote.definition.options}
    next_ = tuple(names[label] for label in new) if new else "lot" if waits_for_lot(vote) else "none"
    refusal = refuse("elected-declined", number=vote.number, who=names[option], next=next_)
    await alarm_chair(tx, vote.event, refusal)


async def own_option(tx: Tx, vote: Vote, member: MemberId) -> str:
    """The option that a member is; empty if the member is no candidate."""
    people = await candidates(tx, vote, [option.label for option in vote.definition.options])
    return next((label for label, person in people.items() if person.id == member), "")
