"""Text and rules of votes lie apart from what changes with each press."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "wording",
        sa.Column("vote_id", sa.Integer(), sa.ForeignKey("vote.id"), primary_key=True),
        sa.Column("definition", sa.JSON(), nullable=False),
    )
    op.execute("INSERT INTO wording (vote_id, definition) SELECT id, definition FROM vote")
    op.drop_column("vote", "definition")
