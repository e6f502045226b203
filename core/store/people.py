"""Members and their groups: as they are kept, and as they count."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Subquery,
    Table,
    and_,
    event,
    false,
    func,
    or_,
    select,
    text,
)

metadata = MetaData()

member_row = Table(
    "member",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("number", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("search", String, nullable=False),
    Column("email", String, nullable=False, server_default=""),
    Column("language", String, nullable=False, server_default=""),
    Column("weight", BigInteger, nullable=False),
    Column("votes", Boolean, nullable=False),
    Column("groups", JSON, nullable=False),
    Column("number_key", String, nullable=False, server_default=""),
    Column("number_loose", String, nullable=False, server_default=""),
    Column("edition", BigInteger, nullable=False, server_default=text("0")),
    Index("member_number", "number_key", unique=True),
    Index("member_number_loose", "number_loose"),
)
member_group_row = Table(
    "member_group",
    metadata,
    Column("name", String, primary_key=True),
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("edition", BigInteger, nullable=False, server_default=text("0")),
    Column("until", BigInteger),
)
member_change = Table(
    "member_change",
    metadata,
    Column("member_id", ForeignKey("member.id"), primary_key=True),
    Column("edition", BigInteger, nullable=False),
    Column("name", String),
    Column("search", String),
    Column("email", String),
    Column("language", String),
    Column("weight", BigInteger),
    Column("votes", Boolean),
    Column("groups", JSON(none_as_null=True)),
    Column("rest", JSON(none_as_null=True)),
)
"""What an edition of the roster changes in a member, until it is written into the row; null stays as it is."""
edition = Table(
    "edition",
    metadata,
    Column("number", BigInteger, primary_key=True),
    Column("disturbed", Boolean, nullable=False, server_default=false()),
)
"""One row: the edition of the roster that counts. What belongs to a later one is hidden."""


@event.listens_for(edition, "after_create")
def _begin(_: Table, connection: Connection, **_options: object) -> None:
    connection.execute(edition.insert().values(number=0))


# -- as they count


CURRENT = select(edition.c.number).scalar_subquery()
CHANGEABLE = ("name", "search", "email", "language", "weight", "votes", "groups")
"""Columns of a member that a file changes."""


def members_of(number: ColumnElement[int] | int) -> Subquery:
    """The members as they are in an edition of the roster."""
    row, change = member_row.c, member_change.c
    changed = {name: func.coalesce(change[name], row[name]).label(name) for name in CHANGEABLE}
    columns = [changed.get(column.name, column) for column in row if column.name != "edition"]
    both = member_row.outerjoin(member_change, and_(change.member_id == row.id, change.edition <= number))
    return select(*columns).select_from(both).where(row.edition <= number).subquery("member")


def groups_of(number: ColumnElement[int] | int) -> Subquery:
    """Who is in which group in an edition of the roster."""
    row = member_group_row.c
    query = select(row.name, row.member_id).where(row.edition <= number)
    return query.where(or_(row.until.is_(None), row.until > number)).subquery("member_group")


member = members_of(CURRENT)
member_group = groups_of(CURRENT)
