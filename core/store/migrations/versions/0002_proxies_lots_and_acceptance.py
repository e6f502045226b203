"""Proxies, drawn lots, and whether the elected accept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "proxy",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("principal_id", sa.Integer(), nullable=False),
        sa.Column("holder_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"]),
        sa.ForeignKeyConstraint(["principal_id"], ["member.id"]),
        sa.ForeignKeyConstraint(["holder_id"], ["member.id"]),
        sa.PrimaryKeyConstraint("event_id", "principal_id"),
    )
    op.create_index("proxy_holder", "proxy", ["event_id", "holder_id"])
    # as text, because Alembic would add the foreign key in a step of its own, which SQLite does not know
    op.execute("ALTER TABLE roll ADD COLUMN holder INTEGER REFERENCES member (id)")
    op.create_index("roll_holder", "roll", ["vote_id", "holder"])
    for table in ("event", "vote"):
        for name in ("represented", "represented_weight"):
            op.add_column(table, sa.Column(name, sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    op.add_column("vote", sa.Column("drawn", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("vote", sa.Column("seed", sa.String(), nullable=False, server_default=""))
    op.add_column("vote", sa.Column("answers", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("vote", sa.Column("ruling", sa.Text(), nullable=False, server_default=""))
    _most_votes_win()


def _most_votes_win() -> None:
    """Votes by marks were written down with a majority that they never looked at."""
    vote = sa.table("vote", sa.column("id", sa.Integer), sa.column("definition", sa.JSON))
    connection = op.get_bind()
    for vote_id, definition in connection.execute(sa.select(vote.c.id, vote.c.definition)).all():
        if definition.get("method") == "block":
            changed = {**definition, "majority": ""}
            connection.execute(sa.update(vote).where(vote.c.id == vote_id).values(definition=changed))
