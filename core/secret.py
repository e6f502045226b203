"""Secret votes: what has to be done for them beside named ones, from opening to destroying the key.

The scheme is that of a postal vote in two envelopes: `core.secrecy` has the envelopes, this module says when.
While a vote is open its envelopes lie under its members, so that a change of mind and a crash are easy; when the
box is opened they are swapped for ballots without members, sorted by random codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from core.definition import longest_choice
from core.errors import Refusal, refuse
from core.journal import CLI, record
from core.model import Definition, Event, MemberId, Vote
from core.secrecy import Committee, KeyPair, Opener, Unreadable, new_key, padded_size, seal, unwrap, wrap
from core.store import ballots, rolls, secrets, votes
from core.store.keys import NoKey
from core.store.writer import Tx
from core.totals import NOBODY, UNIT, Totals, Weight

FEWEST = 3
"""On a roll. A secret vote of two tells each of them how the other voted."""
FEWEST_OF_WEIGHT = 5
"""Members of each weight, where weight decides: a lone weight would name its ballot."""
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

    Codes: `secret-few`, `secret-weights`, `secret-paper-weights`.
    """
    if not vote.definition.secret:
        return None
    classes = await rolls.prospective_weights(tx, vote, event)
    roll = sum(classes.values())
    if 0 < roll < FEWEST:
        return refuse("secret-few", number=vote.number, roll=roll, least=FEWEST)
    if weighs(vote.definition) and len(await rolls.prospective_papers(tx, vote, event)) > 1:
        return refuse("secret-paper-weights", number=vote.number)
    if weighs(vote.definition) and len(classes) > 1 and min(classes.values()) < FEWEST_OF_WEIGHT:
        return refuse("secret-weights", number=vote.number, least=FEWEST_OF_WEIGHT)
    return None


def weighs(definition: Definition) -> bool:
    """Whether weight can decide anything in this vote."""
    return definition.by_weight or "weight" in definition.majority


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
    papers: Mapping[str, int] = field(default_factory=dict)
    """Paper ballots that belong into the box, by choice."""


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
    return Sealed(tx.keys.find(vote.seal), list(found.values()), weighs(vote.definition), papers)


def unsealed(box: Sealed) -> tuple[dict[str, Totals], Slips]:
    """Open all envelopes: how many chose what, and the ballots. Pure, and slow for thousands. Raises `Damaged`.

    Where weight cannot decide, every ballot weighs the same, so that none is known by its weight.
    """
    opener, slips, totals = Opener(box.key), list[tuple[str, str]](), dict[str, Totals]()
    for envelope, weight in box.envelopes:
        with suppress(Unreadable):
            code, choice = opener.open(envelope)
            slips.append((code, choice))
            totals[choice] = totals.get(choice, NOBODY).plus(Totals(1, weight if box.weighs else UNIT))
    # every code is drawn for one cast: one that is there twice is an envelope that somebody copied
    if lost := len(box.envelopes) - len({code for code, _ in slips}):
        raise Damaged(lost, len(box.envelopes))
    return totals, tuple(sorted(slips))


async def swap(tx: Tx, vote: Vote, slips: Slips, *, apart: bool = True) -> None:
    """Put the ballots in the place of the envelopes; the key is to be destroyed after the commit.

    Where paper ballots cannot be told `apart` none is kept: with the sum, they would tell the others.
    Raises `RuntimeError` where there are not as many ballots as were cast: then nothing is swapped.
    """
    if len(slips) != vote.cast.heads:
        raise RuntimeError(f"{len(slips)} ballots for {vote.cast.heads} casts in vote {vote.number}")
    await secrets.mark_voted(tx, vote.id)
    if apart:
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
