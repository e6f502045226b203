"""How often a source has brought something, so that an older copy of the database is known as one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("cursor", sa.Column("batches", sa.Integer(), nullable=False, server_default=sa.text("0")))
