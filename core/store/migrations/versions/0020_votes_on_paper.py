"""Members who vote on paper, and what tellers count of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    for table in ("presence", "roll"):
        op.add_column(table, sa.Column("paper", sa.Boolean(), nullable=False, server_default=sa.false()))
    for column in ("paper", "paper_weight", "papers"):
        op.add_column("vote", sa.Column(column, sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("vote", sa.Column("paper_box", sa.JSON()))
    op.add_column("vote", sa.Column("paper_seal", sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    op.add_column("vote", sa.Column("tallies", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.create_table(
        "tally",
        sa.Column("vote_id", sa.Integer(), sa.ForeignKey("vote.id"), primary_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("counts", sa.Text(), nullable=False),
    )
