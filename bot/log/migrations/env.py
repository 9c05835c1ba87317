"""What Alembic runs to migrate: the steps, on the connection and within the transaction that it was given."""

from __future__ import annotations

from alembic import context

from bot.log.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
