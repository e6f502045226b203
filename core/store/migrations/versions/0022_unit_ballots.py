"""Secret ballots of different weight become several of the same weight."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("vote", sa.Column("unit", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
