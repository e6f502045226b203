"""Who is in a members' group, as far as its network was asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from core.model import Address
from core.store import tables as t
from core.store.sql import insert, of_network
from core.store.writer import Tx


async def to_ask(tx: Tx, chat: Address, network: str, before: datetime, limit: int) -> list[Address]:
    """Accounts of a network that were not asked about since then, those never asked about first."""
    here = (t.crowd.c.chat == chat) & (t.crowd.c.address == t.account.c.address)
    query = (
        select(t.account.c.address)
        .outerjoin(t.crowd, here)
        .where(of_network(t.account.c.address, network))
        .where(t.crowd.c.asked_at.is_(None) | ~t.crowd.c.asked_at.between(before, tx.now))
        .order_by(t.crowd.c.asked_at.is_not(None), t.account.c.address)
    )
    return list(await tx.db.scalars(query.limit(limit)))


async def put(tx: Tx, chat: Address, found: Mapping[Address, bool]) -> None:
    """Who is there and who is not, as of now."""
    rows = [{"chat": chat, "address": who, "here": here, "asked_at": tx.now} for who, here in found.items()]
    if rows:
        new = insert(t.crowd)
        values = {"here": new.excluded.here, "asked_at": new.excluded.asked_at}
        await tx.db.execute(new.on_conflict_do_update(index_elements=["chat", "address"], set_=values), rows)
