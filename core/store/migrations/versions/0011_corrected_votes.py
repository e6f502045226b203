"""Votes whose title or text was corrected while they were open."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("vote", sa.Column("corrected_at", sa.BigInteger()))
