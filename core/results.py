"""What a counted vote came to: counted twice once, and then kept in memory for every look at it.

A small box is counted on the spot, in a few milliseconds. A large one is counted aside, in a thread and outside any
transaction: whoever needs such a count and does not find it raises `Uncounted`, the edge has it worked out, and the
same work is done once more. What a count is kept under holds all that it depends on, so the second time also checks
that nothing has changed meanwhile.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias, TypeVar

from core import boards, paper, secret
from core.boards import board_hash, board_lines
from core.definition import fault_of, method_of, parse_choice, settings
from core.errors import Refusal
from core.methods import CountsDiffer, count_twice
from core.methods.model import Method, Result, Settings
from core.model import Vote, VoteState
from core.secret import Damaged, Sealed, Slips
from core.store import ballots, votes
from core.store.reading import Reader
from core.store.writer import Tx
from core.totals import NOBODY, Totals

T = TypeVar("T")
SMALL, FEW = 100_000, 50
"""Ballots times options, and options that are compared in pairs, up to which a count takes some milliseconds."""
MOST_KEPT = 64
Box: TypeAlias = dict[str, Totals]
_Key: TypeAlias = tuple[object, ...]


class Uncounted(Exception):
    """A count of a large box is needed that was not made yet."""

    def __init__(self, vote: Vote, withdrawn: Sequence[str] = ()) -> None:
        super().__init__(vote.number)
        self.vote = vote
        self.withdrawn = tuple(withdrawn)


@dataclass(frozen=True, slots=True)
class Counted:
    """Two equal counts, with what they were made from; or two that differ."""

    result: Result | CountsDiffer | Damaged
    box: Box
    board: str
    """SHA-256 of the board."""
    slips: Slips = ()
    """The ballots of a secret vote whose box was opened for this count."""
    apart: bool = True
    """Whether paper ballots among them may be shown beside the others."""

    @property
    def outcome(self) -> Result:
        """The result. Raises `CountsDiffer`, `Damaged`."""
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a box, as it was read from the store."""

    box: Box
    board: Sequence[tuple[str, str]]
    papers: paper.Counts = field(default_factory=dict)
    """Paper ballots that belong into the box and are not in it yet."""


async def contents(tx: Tx, vote: Vote) -> Contents | Sealed:
    """What a count is made from. Raises `NoKey` for a secret vote that was not counted yet."""
    told = await paper.counted(tx, vote) if vote.state is VoteState.CLOSED else {}
    papers = {} if isinstance(told, Refusal) else told
    if vote.definition.secret and (vote.state is VoteState.CLOSED):
        return await secret.sealed(tx, vote, papers)
    return Contents(await box_of(tx, vote), await board_lines(tx, vote), papers)


_kept: OrderedDict[_Key, Counted] = OrderedDict()


def result(vote: Vote, withdrawn: Sequence[str] = ()) -> Result:
    """The result of a counted vote, as if these options were elected no more. Raises `CountsDiffer`, `Uncounted`."""
    found = kept(vote, withdrawn)
    if found is None:
        if vote.box is None or not is_small(vote):
            raise Uncounted(vote, withdrawn)
        found = keep(vote, withdrawn, Contents(dict(vote.box), ()))
    return found.outcome


def is_small(vote: Vote) -> bool:
    """Whether a vote is counted on the spot."""
    options, ballots = len(vote.definition.options), vote.cast.heads or len(vote.box or ())
    return options * ballots <= SMALL and (options <= FEW or not method_of(vote.definition).pairwise)


def kept(vote: Vote, withdrawn: Sequence[str] = ()) -> Counted | None:
    """The count if it was made."""
    key = _key(vote, withdrawn)
    if key in _kept:
        _kept.move_to_end(key)
    return _kept.get(key)


def keep(vote: Vote, withdrawn: Sequence[str], inside: Contents | Sealed) -> Counted:
    """Count this box twice; a sealed one is opened for it."""
    counted = _counted(vote, withdrawn, inside)
    _kept[_key(vote, withdrawn)] = counted
    while len(_kept) > MOST_KEPT:
        _kept.popitem(last=False)
    return counted


def anew(vote: Vote, inside: Contents) -> Counted:
    """Count this once more, whatever was counted before."""
    return _counted(vote, (), inside)


def _counted(vote: Vote, withdrawn: Sequence[str], inside: Contents | Sealed) -> Counted:
    slips: Slips = ()
    if isinstance(inside, Sealed):
        try:
            box, slips = secret.unsealed(inside)
        except Damaged as damaged:
            return Counted(damaged, {}, "")
        if strange := sum(total.heads for choice, total in box.items() if _strange(vote, choice)):
            return Counted(Damaged(strange, len(slips)), {}, "")
        inside = Contents(box, slips, inside.papers)
    apart, box = boards.papers_apart(vote, inside.box, inside.papers), _with_papers(vote, inside)
    board = [*inside.board, *boards.paper_lines(vote, inside.papers)] if apart else []
    method, terms = method_of(vote.definition), replace(settings_of(vote), withdrawn=tuple(withdrawn))
    return Counted(_twice(method, box, terms), box, board_hash(board), slips, apart)


def _strange(vote: Vote, choice: str) -> bool:
    """Whether nobody can have cast this: anybody who can write into the database can seal something to a vote."""
    return parse_choice(vote, choice) != choice or fault_of(vote, choice) is not None


def _with_papers(vote: Vote, inside: Contents) -> Box:
    box = dict(inside.box)
    for choice, total in paper.weighed(vote, inside.papers).items():
        box[choice] = box.get(choice, NOBODY).plus(total)
    return box


def forget(vote: Vote) -> None:
    """Count anew at the next look."""
    _kept.pop(_key(vote, ()), None)


def _twice(method: Method, box: Box, terms: Settings) -> Result | CountsDiffer:
    try:
        return count_twice(method, box, terms)
    except CountsDiffer as differ:
        return differ


def _key(vote: Vote, withdrawn: Sequence[str]) -> _Key:
    """All that a count depends on. A box is told by its vote and its end; votes without a key were never stored."""
    stored = (vote.key, vote.closed_at, vote.cast, vote.papers.tallies)
    box = stored if vote.key else frozenset((vote.box or {}).items())
    return box, method_of(vote.definition), settings_of(vote), tuple(withdrawn)


def settings_of(vote: Vote) -> Settings:
    """The frozen terms of an opened vote, with the lots that were drawn for it since."""
    terms = settings(vote.definition, vote.roll, vote.entitled)
    return replace(terms, drawn=vote.drawn, seed=vote.seed, grain=vote.grain)


# -- aside


async def box_of(tx: Tx, vote: Vote) -> Box:
    """Heads and weight by choice: as they were counted, or of the ballots that stand."""
    counted = await votes.box(tx, vote.id)
    return await ballots.box(tx, vote.id) if counted is None else counted


async def supplied(store: Reader, work: Callable[[], Awaitable[T]]) -> T:
    """Do this work, as often as it finds that a count is missing, which is then made. It must be repeatable."""
    while True:
        try:
            return await work()
        except Uncounted as missing:
            await work_out(store, missing)


async def work_out(store: Reader, missing: Uncounted) -> None:
    """Read the box, and count it in a thread: nothing waits for it, and nothing is written."""
    async with store.read() as tx:
        inside = await contents(tx, missing.vote)
    await store.aside(partial(keep, missing.vote, missing.withdrawn, inside))
