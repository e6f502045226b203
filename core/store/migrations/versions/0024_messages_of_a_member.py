"""The messages about a vote that a member has are looked up with every press, in a meeting of any size."""

from __future__ import annotations

from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("delivery_member", "delivery", ["member_id", "subject", "kind"])
