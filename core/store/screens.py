"""Where messages stand: on which screens, and which message is whose."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from core.model import Address, MemberId, Vote, VoteId
from core.outgoing import DeliveryKind
from core.store import tables as t
from core.store.sql import among, values
from core.store.writer import Tx

_OF_MEMBERS = select(t.delivery.c.member_id, t.delivery.c.chat, t.delivery.c.ref).where(
    t.delivery.c.kind == bindparam("kind"),
    t.delivery.c.subject == bindparam("subject"),
    among(t.delivery.c.member_id, "members"),
    t.delivery.c.ref != "",
)


async def of_members(
    tx: Tx, kind: DeliveryKind, subject: int, members: Iterable[MemberId]
) -> list[tuple[MemberId, Address, str]]:
    """The messages of one kind about one subject that these members have: whose, in which chat, and its reference."""
    given = {"kind": kind, "subject": subject, "members": values(members)}
    return [(MemberId(member), chat, ref) for member, chat, ref in await tx.db.execute(_OF_MEMBERS, given)]


async def ballot_shown(tx: Tx, votes: Iterable[Vote], ref: str, chat: Address) -> VoteId | None:
    """Which of these votes a message of a chat is a ballot of."""
    mine = [(vote.event, int(vote.id)) for vote in votes]
    query = select(t.delivery.c.subject).where(
        t.delivery.c.kind == DeliveryKind.BALLOT,
        t.delivery.c.event_id.in_({event for event, _ in mine}),
        t.delivery.c.subject.in_([subject for _, subject in mine]),
        t.delivery.c.chat == chat,
        t.delivery.c.ref == ref,
    )
    found = await tx.db.scalar(query)
    return VoteId(found) if found is not None else None
