"""The agenda and where the meeting stands, which warnings a vote has given, and whether there was a quorum."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "item",
        sa.Column("event_id", sa.String(), sa.ForeignKey("event.id"), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("titles", sa.JSON(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False, server_default=""),
    )
    op.add_column("event", sa.Column("item", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("event", sa.Column("quorate", sa.Boolean()))
    op.add_column("vote", sa.Column("warned", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
