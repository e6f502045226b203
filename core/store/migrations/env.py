"""Alembic's entry: runs on the connection, and inside the transaction, that the caller opened."""

from alembic import context

from core.store.tables import metadata

# Alembic thinks that SQLite cannot roll back DDL; it can, and so an interrupted migration leaves nothing.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
