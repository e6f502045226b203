"""Secret votes: what has to be done for them beside named ones, from opening to destroying the key.

The scheme is that of a postal vote in two envelopes: `core.secrecy` has the envelopes, this module says when.
While a vote is open its envelopes lie under its members, so that a change of mind and a crash are easy; when the
box is opened they are swapped for ballots without members, sorted by random codes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from core.definition import longest_choice, method_of, settings
from core.errors import Refusal, refuse
from core.journal import CLI, record
from core.methods.model import Form
from core.model import Definition, Event, Late, MemberId, Vote
from core.rules import SIMPLE
from core.secrecy import Committee, KeyPair, Opener, Unreadable, new_code, new_key, padded_size, seal, unwrap, wrap
from core.store import ballots, rolls, secrets, votes
from core.store.keys import NoKey
from core.store.writer import Tx
from core.totals import NOBODY, UNIT, Totals, Weight

FEWEST = 3
"""On a roll. A secret vote of two tells each of them how the other voted."""
FEWEST_OF_WEIGHT = 5
"""Members of each weight, where weight decides: a lone weight would name its ballot."""
MOST_UNITS = 5
"""Ballots that one envelope can become, all of the same weight, so that none is known by what it weighs."""
SHOWN_OF_KEY = 16
"""Digits of a public key by which its holder knows it again."""


# -- opening


@dataclass(frozen=True, slots=True)
class Sealing:
    """The keys of a vote that opens: what its row remembers of them."""

    seal: bytes = b""
    marks_seal: bytes = b""
    wrapped: Mapping[str, str] | None = None
    """The private half for a committee, in hexadecimal."""


async def cannot_open(tx: Tx, event: Event, vote: Vote) -> Refusal | None:
    """Why a vote cannot be secret if it opens now, or None.

    Codes: `secret-few`, and those of `_weights_tell`.
    """
    if not vote.definition.secret:
        return None
    classes = await rolls.prospective_weights(tx, vote, event)
    roll = sum(classes.values())
    if 0 < roll < FEWEST:
        return refuse("secret-few", number=vote.number, roll=roll, least=FEWEST)
    papers = await rolls.prospective_papers(tx, vote, event) if weighs(vote.definition) else set()
    return _weights_tell(vote, classes, papers)


def weighs(definition: Definition) -> bool:
    """Whether weight can decide anything in this vote."""
    return definition.by_weight or "weight" in definition.majority


def _weights_tell(vote: Vote, classes: Mapping[Weight, int], papers: Collection[Weight]) -> Refusal | None:
    """Why the weights on a roll, and those of its paper ballots, would tell whose a ballot is.

    Codes: `secret-weights`, `secret-weights-late`, `secret-weights-ballots`, `secret-weights-heads`,
    `secret-paper-weights`.
    """
    definition = vote.definition
    if not weighs(definition):
        return None
    if len(papers) > 1:
        return refuse("secret-paper-weights", number=vote.number)
    if definition.late is Late.UNTIL_CLOSE:
        return refuse("secret-weights-late", number=vote.number)
    if _few_of_one(classes):
        return refuse("secret-weights", number=vote.number, least=FEWEST_OF_WEIGHT)
    if len(classes) > 1 and method_of(definition).form is not Form.SINGLE and not unit(definition, classes):
        why = "ballots" if _weight_alone(definition) else "heads"
        return refuse(f"secret-weights-{why}", number=vote.number, most=MOST_UNITS)
    return None


def _few_of_one(classes: Mapping[Weight, int]) -> bool:
    return len(classes) > 1 and min(classes.values()) < FEWEST_OF_WEIGHT


def unit(definition: Definition, classes: Mapping[Weight, int]) -> Weight:
    """What each ballot in the box of a secret vote weighs, if a heavier one becomes several of them; else 0.

    That is so where nothing but weight decides, and no weight is more than five times the one that all are made of.
    Elsewhere only how many chose each option is told, by heads and by weight.
    """
    each = math.gcd(*classes) if weighs(definition) and _weight_alone(definition) else 0
    return each if each and max(classes) <= MOST_UNITS * each else 0


async def unit_of_roll(tx: Tx, vote: Vote) -> Weight:
    """The same for the roll that was frozen."""
    return unit(vote.definition, await rolls.weights(tx, vote.id)) if vote.definition.secret else 0


def _weight_alone(definition: Definition) -> bool:
    """Whether heads decide nothing, so that nobody has to know how many of them chose what."""
    method, majority = method_of(definition), settings(definition).majority
    judges = method.form is Form.ANSWERS or (method.pairwise and definition.nobody)
    conditions = (majority or SIMPLE).conditions if majority or judges else ()
    by_heads = not method.staged and not all(condition.by_weight for condition in conditions)
    return (method.question or definition.by_weight) and not by_heads


async def sealing(tx: Tx, event: Event, vote: Vote) -> Sealing:
    """Make the keys of a vote that opens, and keep what the server is to keep. Raises `OSError`.

    A transaction that fails after this leaves a key that nothing is sealed to, which harms nobody.
    """
    if not vote.definition.secret:
        return Sealing()
    key, marks = new_key(), marks_key(tx)
    committee = committee_of(event)
    if committee is None:
        tx.keys.keep(key)
        return Sealing(key.public, marks)
    wrapped = {places: content.hex() for places, content in wrap(key.private, committee).items()}
    return Sealing(key.public, marks, wrapped)


def marks_key(tx: Tx) -> bytes:
    """Make a key for half-filled ballots, which the server keeps; its public half. Raises `OSError`."""
    key = new_key()
    tx.keys.keep(key)
    return key.public


def keeper(event: Event, vote: Vote) -> dict[str, Any]:
    """Who keeps the key of a vote that opened, for the record; nothing for a named vote."""
    if not vote.definition.secret:
        return {}
    if not vote.wrapped:
        return {"keeper": "server"}
    known = zip_longest(event.settings.committee, event.settings.committee_names, fillvalue="")
    holders = [f"{name or '–'} ({key[:SHOWN_OF_KEY]}…)" for key, name in known]
    return {"keeper": "committee", "holders": ", ".join(holders), "needed": committee_size(vote.wrapped)[0]}


def committee_of(event: Event) -> Committee | None:
    """Who opens the boxes of an event; None is the server."""
    keys = tuple(bytes.fromhex(key) for key in event.settings.committee)
    return Committee(keys, event.settings.committee_needed) if keys else None


# -- casting


async def put(tx: Tx, vote: Vote, choices: Mapping[MemberId, str], codes: Mapping[MemberId, str], new: Totals) -> None:
    """Seal what was cast, in place of what the same members cast before."""
    size = padded_size(longest_choice(vote.definition))
    envelopes = {member: seal(vote.seal, codes[member], choice, size) for member, choice in choices.items()}
    await ballots.put_envelopes(tx, vote, envelopes, new)


# -- opening the box


class Damaged(Exception):
    """Some envelopes of a box cannot be opened with its key: then nothing is counted."""

    def __init__(self, unreadable: int, cast: int) -> None:
        super().__init__(unreadable, cast)
        self.unreadable = unreadable
        self.cast = cast


@dataclass(frozen=True, slots=True)
class Sealed:
    """The envelopes of a box and the key to them, as they were read from the store."""

    key: KeyPair = field(repr=False)
    envelopes: Sequence[tuple[bytes, Weight]]
    weighs: bool
    unit: Weight = 0
    papers: Mapping[str, int] = field(default_factory=dict)
    """Paper ballots that belong into the box, by choice."""

    def units(self, weight: Weight) -> int:
        """How many ballots an envelope of this weight becomes."""
        return weight // self.unit if self.unit else 1


Slips = tuple[tuple[str, str], ...]
"""Code and choice of opened ballots, sorted by code."""


def key_of(tx: Tx, vote: Vote) -> KeyPair | Refusal:
    """The key of a vote. Codes: `secret-committee` (nobody has opened the box yet), `secret-no-key`."""
    try:
        return tx.keys.find(vote.seal)
    except NoKey:
        if not vote.wrapped:
            return refuse("secret-no-key", number=vote.number)
        needed, of = committee_size(vote.wrapped)
        return refuse("secret-committee", number=vote.number, needed=needed, of=of)


def committee_size(wrapped: Mapping[str, str]) -> tuple[int, int]:
    """How many members of the committee it takes to open a box, and how many there are."""
    chosen = [places.split("+") for places in wrapped]
    return len(chosen[0]), 1 + max(int(place) for places in chosen for place in places)


async def sealed(tx: Tx, vote: Vote, papers: Mapping[str, int]) -> Sealed:
    """What is needed to open a box. Raises `NoKey`."""
    found = await secrets.envelopes(tx, vote.id)
    return Sealed(tx.keys.find(vote.seal), list(found.values()), weighs(vote.definition), vote.unit, papers)


def unsealed(box: Sealed) -> tuple[dict[str, Totals], Slips]:
    """Open all envelopes: how many chose what, and the ballots. Pure, and slow for thousands. Raises `Damaged`.

    No ballot is known by its weight: where weight cannot decide, each weighs the same; where it alone decides, a
    heavy one becomes several of `box.unit`, with codes of their own.
    """
    opener, totals = Opener(box.key), dict[str, Totals]()
    slips, more = list[tuple[str, str]](), list[tuple[str, str]]()
    for envelope, weight in box.envelopes:
        with suppress(Unreadable):
            code, choice = opener.open(envelope)
            slips.append((code, choice))
            each = Totals(box.units(weight), weight if box.weighs else UNIT)
            totals[choice] = totals.get(choice, NOBODY).plus(each)
            more += [(new_code(), choice) for _ in range(each.heads - 1)]
    # every code is drawn for one cast: one that is there twice is an envelope that somebody copied
    if lost := len(box.envelopes) - len({code for code, _ in slips}):
        raise Damaged(lost, len(box.envelopes))
    return totals, tuple(sorted([*slips, *more]))


def ballots_of(vote: Vote) -> int:
    """How many ballots there must be in a box."""
    return vote.cast.weight // vote.unit if vote.unit else vote.cast.heads


async def few_of_one_weight(tx: Tx, vote: Vote, papers: Mapping[str, int]) -> bool:
    """Whether so few of one weight have voted that the result would tell how, of a box that is still shut."""
    if not vote.definition.secret or not weighs(vote.definition):
        return False
    cast = Counter(await secrets.weights(tx, vote.id))
    cast[vote.papers.weight] += sum(papers.values())
    return _few_of_one(+cast)


async def swap(tx: Tx, vote: Vote, slips: Slips, *, kept: bool = True) -> None:
    """Put the ballots in the place of the envelopes; the key is to be destroyed after the commit.

    None is `kept` where, with the sums, they would tell whose some of them are.
    Raises `RuntimeError` where there are not as many ballots as were cast: then nothing is swapped.
    """
    if len(slips) != ballots_of(vote):
        raise RuntimeError(f"{len(slips)} ballots for {ballots_of(vote)} that were cast in vote {vote.number}")
    await secrets.mark_voted(tx, vote.id)
    if kept:
        await secrets.put_board(tx, vote.id, slips)
    await destroy(tx, vote)


async def destroy(tx: Tx, vote: Vote) -> None:
    """Drop the envelopes of a vote, and have its keys destroyed."""
    if vote.definition.secret:
        await ballots.destroy(tx, vote.id)
        if vote.wrapped:
            await votes.change(tx, vote.id, wrapped=None)
        await secrets.scrub_later(tx, [key for key in (vote.seal, vote.marks_seal) if key])


async def end_marks(tx: Tx, vote: Vote) -> None:
    """A vote was closed: what is half filled in is dropped, and so is the key to it."""
    if vote.marks_seal:
        await secrets.scrub_later(tx, [vote.marks_seal])


async def hand_in(tx: Tx, vote: Vote, key: KeyPair) -> None:
    """The committee opened a box: its key lies on the server until the box is counted, which begins by itself."""
    tx.keys.keep(key)
    await record(tx, vote.event, "vote.unlock", CLI, vote=vote.number)
    await votes.change(tx, vote.id, count_at=max(tx.now, vote.count_at or tx.now))


def handed_in(vote: Vote, keys: list[bytes]) -> KeyPair | Refusal:
    """The key of a vote, unwrapped by a committee. Codes: `secret-no-committee`, `secret-committee-keys`."""
    if not vote.wrapped:
        return refuse("secret-no-committee", number=vote.number)
    try:
        return unwrap({places: bytes.fromhex(content) for places, content in vote.wrapped.items()}, vote.seal, keys)
    except Unreadable:
        return refuse("secret-committee-keys", number=vote.number)
