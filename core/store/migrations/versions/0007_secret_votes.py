"""Secret votes: their envelopes, their opened ballots, and the keys that are to be destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "envelope",
        sa.Column("vote_id", sa.Integer(), sa.ForeignKey("vote.id"), primary_key=True),
        sa.Column("member_id", sa.Integer(), sa.ForeignKey("member.id"), primary_key=True),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "board",
        sa.Column("vote_id", sa.Integer(), sa.ForeignKey("vote.id"), primary_key=True),
        sa.Column("code", sa.String(), primary_key=True),
        sa.Column("choice", sa.String(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table("scrub", sa.Column("key", sa.LargeBinary(), primary_key=True))
    for name in ("seal", "marks_seal"):
        op.add_column("vote", sa.Column(name, sa.LargeBinary(), nullable=False, server_default=sa.text("''")))
    op.add_column("vote", sa.Column("wrapped", sa.JSON()))
    op.add_column("roll", sa.Column("voted", sa.Boolean(), nullable=False, server_default=sa.false()))
