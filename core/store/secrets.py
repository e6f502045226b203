"""What is left of secret votes when their box is opened: ballots without members, and keys to be destroyed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, exists, func, select, update

from core.model import MemberId, VoteId
from core.store import tables as t
from core.store.engine import Store
from core.store.sql import insert
from core.store.writer import Tx
from core.totals import Weight


async def envelopes(tx: Tx, vote_id: VoteId) -> dict[MemberId, tuple[bytes, Weight]]:
    """Every envelope of a vote, with the weight that stands on the roll beside it."""
    query = (
        select(t.envelope.c.member_id, t.envelope.c.box, t.roll.c.weight)
        .join(t.roll, (t.roll.c.vote_id == t.envelope.c.vote_id) & (t.roll.c.member_id == t.envelope.c.member_id))
        .where(t.envelope.c.vote_id == vote_id)
    )
    return {MemberId(member): (box, weight) for member, box, weight in await tx.db.execute(query)}


async def weights(tx: Tx, vote_id: VoteId) -> dict[Weight, int]:
    """How many have cast with which weight."""
    query = (
        select(t.roll.c.weight, func.count())
        .join(t.envelope, (t.envelope.c.vote_id == t.roll.c.vote_id) & (t.envelope.c.member_id == t.roll.c.member_id))
        .where(t.roll.c.vote_id == vote_id)
        .group_by(t.roll.c.weight)
    )
    return {int(weight): int(heads) for weight, heads in await tx.db.execute(query)}


async def mark_voted(tx: Tx, vote_id: VoteId) -> None:
    """Remember who voted, and nothing of when or what."""
    cast = exists().where(t.envelope.c.vote_id == vote_id, t.envelope.c.member_id == t.roll.c.member_id)
    await tx.db.execute(update(t.roll).where(t.roll.c.vote_id == vote_id, cast).values(voted=True))


async def put_board(tx: Tx, vote_id: VoteId, board: Sequence[tuple[str, str]]) -> None:
    """Store opened ballots in the order of their codes, which is random."""
    rows = [{"vote_id": vote_id, "code": code, "choice": choice} for code, choice in board]
    if rows:
        await tx.db.execute(t.board.insert(), rows)


async def size_of_board(tx: Tx, vote_id: VoteId) -> int:
    """How many ballots are kept."""
    return await tx.db.scalar(select(func.count()).where(t.board.c.vote_id == vote_id)) or 0


async def board(tx: Tx, vote_id: VoteId) -> list[tuple[str, str]]:
    """Code and choice of the opened ballots of a secret vote, by code."""
    query = select(t.board.c.code, t.board.c.choice).where(t.board.c.vote_id == vote_id).order_by(t.board.c.code)
    return [(code, choice) for code, choice in await tx.db.execute(query)]


async def scrub_later(tx: Tx, keys: Iterable[bytes]) -> None:
    """Have keys destroyed once this transaction is durable; as long as they stand here that is not done."""
    rows = [{"key": key} for key in keys]
    if rows:
        await tx.db.execute(insert(t.scrub).on_conflict_do_nothing(), rows)


async def to_destroy(tx: Tx) -> list[bytes]:
    """The public halves of keys that are to be destroyed."""
    return list(await tx.db.scalars(select(t.scrub.c.key)))


async def scrub(store: Store) -> int:
    """Destroy the keys that are to be destroyed, and wipe what the database file may still hold of their envelopes.

    Can be interrupted and repeated at any instant. Returns how many keys are done with. Raises `OSError`, `StoreBusy`.
    """
    async with store.read() as tx:
        keys = await to_destroy(tx)
    if not keys:
        return 0
    for key in keys:
        store.keys.destroy(key)
    if not await store.wipe():
        return 0
    await store.write(lambda tx: _done(tx, keys))
    return len(keys)


async def _done(tx: Tx, keys: Sequence[bytes]) -> None:
    await tx.db.execute(delete(t.scrub).where(t.scrub.c.key.in_(keys)))
