"""A meeting may have forgotten its people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("event", sa.Column("forgotten", sa.Boolean(), nullable=False, server_default=sa.false()))
