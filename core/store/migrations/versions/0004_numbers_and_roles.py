"""One normal form of member numbers, roles that belong to an event, who asked to bind a chat."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MEMBER = sa.table(
    "member",
    sa.column("id"),
    sa.column("number"),
    sa.column("number_key"),
    sa.column("number_loose"),
    sa.column("name"),
)
_ROLE = sa.table("role", *map(sa.column, ("member_id", "role", "event_id", "meeting")))


_SHORT: dict[str, str] = {"number": "what", "number_key": "key", "number_loose": "loose"}


def upgrade() -> None:
    """Apply."""
    for name in ("number_key", "number_loose"):
        op.add_column("member", sa.Column(name, sa.String(), nullable=False, server_default=""))
    _fill_numbers()
    op.create_index("member_number", "member", ["number_key"], unique=True)
    op.create_index("member_number_loose", "member", ["number_loose"])
    _roles_in_events()
    # as text, because Alembic would add the foreign key in a step of its own, which SQLite does not know
    op.execute("ALTER TABLE bind_code ADD COLUMN asked_by INTEGER REFERENCES member (id)")


def _fill_numbers() -> None:
    """Two members whose numbers differ in case only were possible: the later one gets another number."""
    connection = op.get_bind()
    rows = connection.execute(sa.select(_MEMBER.c.id, _MEMBER.c.number).order_by(_MEMBER.c.id)).all()
    every = {_key(number) for _, number in rows}
    taken: set[str] = set()
    values = []
    for member, written in rows:
        number = written if _key(written) not in taken else _another(written, every | taken)
        taken.add(_key(number))
        values.append({"who": member, "what": number, "key": _key(number), "loose": _loose(number)})
    if values:
        mine = sa.update(_MEMBER).where(_MEMBER.c.id == sa.bindparam("who"))
        given: dict[str, object] = {name: sa.bindparam(short) for name, short in _SHORT.items()}
        connection.execute(mine.values(given), values)


def _key(number: str) -> str:
    folded = unicodedata.normalize("NFKC", number).casefold()
    return "".join(c for c in folded if unicodedata.category(c) != "Cf").strip()


def _loose(number: str) -> str:
    return re.sub(r"^0+(?=\w)|\.0+$", "", _key(number))


def _another(number: str, taken: Iterable[str]) -> str:
    free = (f"{number}-{count}" for count in range(2, 1_000_000))
    return next(candidate for candidate in free if _key(candidate) not in taken)


def _roles_in_events() -> None:
    """Nobody wrote down where a role was given: it holds in every event that is not over, as if given there.

    Where there is none yet it came from the organiser.
    """
    connection = op.get_bind()
    before = connection.execute(sa.text("SELECT member_id, role FROM role")).all()
    current = list(connection.scalars(sa.text("SELECT id FROM event WHERE state <> 'closed' ORDER BY id")))
    op.drop_table("role")
    op.create_table(
        "role",
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("meeting", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("member_id", "role", "event_id", "meeting"),
    )
    rows = [
        {"member_id": member, "role": role, "event_id": event, "meeting": bool(event)}
        for member, role in before
        for event in current or [""]
    ]
    if rows:
        connection.execute(sa.insert(_ROLE), rows)
