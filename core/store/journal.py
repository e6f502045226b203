"""The journal: every act of an event, each entry chained to the one before by its hash.

    hash = sha256(prev || canonical JSON of seq, at, kind, by, data)

Members appear under a pseudonym of the event, an HMAC of their id under a key that is stored
apart: destroying the key makes the people unknown and leaves the chain verifiable.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, bindparam, func, select

from core.errors import Damaged
from core.model import EventId, MemberId
from core.store import tables as t
from core.store.sql import UNREADABLE
from core.store.times import EPOCH
from core.store.writer import Tx

START = "0" * 64
_MILLISECOND = timedelta(milliseconds=1)
_PORTION = 5000
"""Entries that are read at a time."""
_MANY = 5000
"""Members whose pseudonyms take longer than anybody should wait for: a hundred thousand are a fifth of a second."""
_BYTES, _LETTERS = 10, 16
"""Of a pseudonym: eighty bits, which fill sixteen letters."""
_ALPHABET = bytes.maketrans(bytes(range(32)), b"abcdefghijklmnopqrstuvwxyz234567")


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of the journal's chain."""

    seq: int
    prev: str
    at: datetime
    kind: str
    by: str
    """Pseudonym of the member who acted, `system`, or `cli`."""
    data: Mapping[str, object]
    hash: str


def entry_hash(prev: str, seq: int, at: datetime, kind: str, by: str, data: Mapping[str, object]) -> str:
    """The hash of an entry, in hexadecimal."""
    content = {"seq": seq, "at": at.isoformat(timespec="milliseconds"), "kind": kind, "by": by, "data": data}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256((prev + canonical).encode()).hexdigest()


async def pseudonyms(tx: Tx, event_id: EventId, members: Iterable[MemberId]) -> dict[MemberId, str]:
    """The names of members in the journal of one event; many are worked out while everything else goes on."""
    members = list(members)
    key = await _key(tx, event_id) if members else b""
    named = partial(_pseudonyms, key, members)
    return dict(zip(members, named() if len(members) < _MANY else await asyncio.to_thread(named), strict=True))


def _pseudonyms(key: bytes, members: Sequence[MemberId]) -> list[str]:
    """In the same order: HMAC-SHA256, whose two keyed blocks are hashed once for all of a roll."""
    inner, outer = (hashlib.sha256(bytes(pad ^ byte for byte in key.ljust(64, b"\0"))) for pad in (0x36, 0x5C))
    digests = []
    for member in members:
        (first := inner.copy()).update(b"%d" % member)
        (second := outer.copy()).update(first.digest())
        digests.append(second.digest()[:_BYTES])
    letters = _letters(digests)
    return [f"m-{letters[start : start + _LETTERS]}" for start in range(0, len(letters), _LETTERS)]


def _letters(digests: Sequence[bytes]) -> str:
    """Base32 in small letters, of all of them as one number, a fifth of the time that `base64` takes for a roll.

    Each has sixteen bytes with its bits at the low end of them; halved again and again, five bits are left in each.
    """
    gap = bytes(_LETTERS - _BYTES)
    bits = int.from_bytes(gap + gap.join(digests))
    for width in (64, 32, 16, 8):
        low = width * _BYTES // _LETTERS
        mask = int.from_bytes((2**low - 1).to_bytes(width // 4) * (len(digests) * 8 * _LETTERS // (2 * width)))
        bits = (bits & mask) | (bits & (mask << low)) << (width - low)
    return bits.to_bytes(len(digests) * _LETTERS).translate(_ALPHABET).decode()


_KEY = select(t.pseudonym_key.c.key).where(t.pseudonym_key.c.event_id == bindparam("event"))


async def people(tx: Tx, event_id: EventId) -> dict[str, MemberId]:
    """Who is behind the pseudonyms of an event; nobody if they were forgotten. Writes nothing."""
    key = await tx.db.scalar(_KEY, {"event": event_id})
    if key is None:
        return {}
    members = [MemberId(member) for member in await tx.db.scalars(select(t.member.c.id))]
    return dict(zip(_pseudonyms(key, members), members, strict=True))


async def is_forgotten(tx: Tx, event_id: EventId) -> bool:
    """Whether the people of an event were forgotten: then its pseudonyms lead to nobody, for ever."""
    return await tx.db.scalar(select(t.event.c.forgotten).where(t.event.c.id == event_id)) or False


async def _key(tx: Tx, event_id: EventId) -> bytes:
    """Made with the first pseudonym; from then on reading it writes nothing."""
    known: bytes | None = await tx.db.scalar(_KEY, {"event": event_id})
    if known is None:
        known = secrets.token_bytes(32)
        await tx.db.execute(t.pseudonym_key.insert().values(event_id=event_id, key=known))
    return known


async def latest(tx: Tx, event_id: EventId, kind: str) -> datetime | None:
    """When an act of this kind was last done in an event."""
    mine = (t.journal.c.event_id == event_id) & (t.journal.c.kind == kind)
    return await tx.db.scalar(select(t.journal.c.at).where(mine).order_by(t.journal.c.seq.desc()).limit(1))


_APPEND = t.journal.insert()


async def append(tx: Tx, event_id: EventId, acts: Iterable[tuple[str, str, Mapping[str, object]]]) -> str:
    """Write (kind, by, data) acts to the end of the event's chain, in this order; the hash of the last one."""
    seq, prev = await last(tx, event_id)
    at = EPOCH + (tx.now - EPOCH) // _MILLISECOND * _MILLISECOND
    rows: list[dict[str, object]] = []
    for kind, by, data in acts:
        seq += 1
        digest = entry_hash(prev, seq, at, kind, by, data)
        rows.append(
            {
                "event_id": event_id,
                "seq": seq,
                "prev": prev,
                "at": at,
                "kind": kind,
                "by": by,
                "data": data,
                "hash": digest,
            }
        )
        prev = digest
    if rows:
        await tx.db.execute(_APPEND, rows)
    return prev


async def head(tx: Tx, event_id: EventId) -> str:
    """The hash of the last entry."""
    return (await last(tx, event_id))[1]


async def entries(tx: Tx, event_id: EventId, without: Collection[str] = ()) -> list[Entry]:
    """The whole chain, oldest first, but for entries of some kinds, and `damaged` ones.

    A hundred thousand people make it long.
    """
    seq, wanted = t.journal.c.seq, _wanted(event_id, without)
    found: list[Entry] = []
    for after in range(0, (await last(tx, event_id))[0], _PORTION):
        found += await _entries(tx, wanted & (seq > after) & (seq <= after + _PORTION))
    return found


async def damaged(tx: Tx, event_id: EventId, read: Collection[Entry], without: Collection[str] = ()) -> list[Damaged]:
    """Why entries are not among those that were read."""
    wanted = _wanted(event_id, without)
    if await tx.db.scalar(select(func.count()).select_from(t.journal).where(wanted)) == len(read):
        return []
    known = {entry.seq for entry in read}
    there = list(await tx.db.scalars(select(t.journal.c.seq).where(wanted).order_by(t.journal.c.seq)))
    found = [await _or_why_not(tx, event_id, each) for each in there if each not in known]
    return [error for error in found if isinstance(error, Damaged)]


def _wanted(event_id: EventId, without: Collection[str]) -> ColumnElement[bool]:
    of_event = t.journal.c.event_id == event_id
    return of_event & t.journal.c.kind.not_in(without) if without else of_event


async def _entries(tx: Tx, wanted: ColumnElement[bool]) -> list[Entry]:
    """Those that can be read."""
    try:
        return await _all(tx, wanted)
    except UNREADABLE:
        keys = select(t.journal.c.event_id, t.journal.c.seq).where(wanted).order_by(t.journal.c.seq)
        found = [await _or_why_not(tx, EventId(event), seq) for event, seq in (await tx.db.execute(keys)).all()]
        return [entry for entry in found if isinstance(entry, Entry)]


async def _all(tx: Tx, wanted: ColumnElement[bool]) -> list[Entry]:
    rows = await tx.db.execute(select(t.journal).where(wanted).order_by(t.journal.c.seq))
    return [Entry(row.seq, row.prev, row.at, row.kind, row.by, dict(row.data), row.hash) for row in rows]


async def _or_why_not(tx: Tx, event_id: EventId, seq: int) -> Entry | Damaged:
    try:
        (entry,) = await _all(tx, (t.journal.c.event_id == event_id) & (t.journal.c.seq == seq))
        return entry
    except UNREADABLE as error:
        damaged = Damaged("entry", seq)
        damaged.__cause__ = error
        return damaged


async def of_kind(tx: Tx, event_id: EventId, kind: str) -> list[Entry]:
    """The entries of one kind, oldest first."""
    return await _entries(tx, (t.journal.c.event_id == event_id) & (t.journal.c.kind == kind))


async def hash_of(tx: Tx, event_id: str, number: int) -> str | None:
    """The hash of one entry; None if there is none with this number."""
    wanted = (t.journal.c.event_id == event_id) & (t.journal.c.seq == number)
    return await tx.db.scalar(select(t.journal.c.hash).where(wanted))


_LAST = (
    select(t.journal.c.seq, t.journal.c.hash)
    .where(t.journal.c.event_id == bindparam("event"))
    .order_by(t.journal.c.seq.desc())
    .limit(1)
)


async def last(tx: Tx, event_id: str) -> tuple[int, str]:
    """Number and hash of the last entry; 0 and `START` where there is none yet."""
    row = (await tx.db.execute(_LAST, {"event": event_id})).first()
    return (row[0], row[1]) if row else (0, START)
