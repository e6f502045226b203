"""What an import brings lies hidden until it is complete, however long that takes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "edition",
        sa.Column("number", sa.BigInteger(), primary_key=True),
        sa.Column("disturbed", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.execute("INSERT INTO edition (number) VALUES (0)")
    for table in ("member", "member_group"):
        op.add_column(table, sa.Column("edition", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("member_group", sa.Column("until", sa.BigInteger()))
    op.create_table(
        "member_change",
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("edition", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String()),
        sa.Column("search", sa.String()),
        sa.Column("email", sa.String()),
        sa.Column("language", sa.String()),
        sa.Column("weight", sa.BigInteger()),
        sa.Column("votes", sa.Boolean()),
        sa.Column("groups", sa.JSON()),
        sa.Column("rest", sa.JSON()),
    )
