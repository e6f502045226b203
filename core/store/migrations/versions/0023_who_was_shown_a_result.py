"""The hall's screen and messages to members are shown a result by switches of their own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.add_column("vote", sa.Column("published_to", sa.String(), nullable=False, server_default=sa.text("''")))
    op.execute(sa.text("UPDATE vote SET published_to = 'hall members' WHERE state = 'published'"))
