"""Who may vote in a vote is told apart from who may vote in its event; the grain of weights."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for name in ("of_event", "of_event_weight"):
        op.add_column("vote", sa.Column(name, sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("vote", sa.Column("voters", sa.JSON()))
    op.add_column("vote", sa.Column("grain", sa.BigInteger(), nullable=False, server_default=sa.text("1")))
    # what was counted stays as it was counted: `entitled` was the event's
    op.execute("UPDATE vote SET of_event = entitled, of_event_weight = entitled_weight")
