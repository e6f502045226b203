"""Hashes that people are told, to be compared later; results that were published without their figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("vote", sa.Column("verdict_only", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("opening", "counting", "board"):
        op.add_column("vote", sa.Column(name, sa.String(), nullable=False, server_default=""))
