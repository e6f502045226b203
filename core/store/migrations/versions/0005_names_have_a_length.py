"""Names that were imported before names had a length are cut, so that no message is too long because of one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_LONGEST = 120


def upgrade() -> None:
    """Apply."""
    member = sa.table("member", sa.column("id", sa.Integer), sa.column("name", sa.String))
    connection = op.get_bind()
    long = sa.select(member.c.id, member.c.name).where(sa.func.length(member.c.name) > _LONGEST)
    for member_id, name in connection.execute(long).all():
        cut = f"{name[: _LONGEST - 1]}…"
        connection.execute(sa.update(member).where(member.c.id == member_id).values(name=cut))
