"""Members demand that a draft be voted on secretly."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "demand",
        sa.Column("vote_id", sa.Integer(), sa.ForeignKey("vote.id"), primary_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
