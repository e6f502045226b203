"""Whoever sends a delivery claims it first, so that no other process sends it too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("delivery", sa.Column("claimed_by", sa.String(), nullable=False, server_default=""))
    op.add_column("delivery", sa.Column("claimed_until", sa.BigInteger()))
    op.add_column("delivery", sa.Column("tries", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.drop_index("delivery_waiting", "delivery")
    op.create_index("delivery_waiting", "delivery", ["state", "claimed_by", "kind", "id"])
