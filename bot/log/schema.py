"""Bringing a database to the schema that this program knows, in one transaction or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from bot.errors import LogError

_MIGRATIONS: Final = Path(__file__).parent / "migrations"

# Any number will do for PostgreSQL's lock, as long as every version of Footnote uses the same one.
_LOCK: Final = 0x466F6F74


def migrate(connection: Connection) -> None:
    """Apply the steps that are missing, within the transaction that `connection` is in.

    Two processes may start at once: the second waits for the first, and finds nothing to do. Raises LogError,
    having changed nothing, where a newer version has been at work.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config(attributes={"connection": connection})
    # Alembic's options know %(variables)s.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    scripts = ScriptDirectory.from_config(config)
    present = MigrationContext.configure(connection).get_current_heads()
    if present == tuple(scripts.get_heads()):
        return
    known = {script.revision for script in scripts.walk_revisions()}
    if not known.issuperset(present):
        raise LogError(
            f"The log's schema ({', '.join(present)}) is not one that this version of Footnote knows: a "
            "newer version, or another program, has written the database; start that version, or set "
            "FOOTNOTE_DATABASE_URL to another one. Nothing was changed."
        )
    command.upgrade(config, "head")
