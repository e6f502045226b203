"""A ballot that is sent again says why: somebody asked for it, or it reminds."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("delivery", sa.Column("reminds", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(sa.text("DELETE FROM delivery WHERE kind = 'reminder'"))
