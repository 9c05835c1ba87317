"""Bringing a database to the schema that this program knows, in one transaction or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, column, inspect, select, table, text

from bot.errors import LogError

_MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSION: Final = table("alembic_version", column("version_num"))
"""Where Alembic notes the step that a database is at."""

# Any number will do for PostgreSQL's lock, as long as every version of Footnote uses the same one.
_LOCK: Final = 0x466F6F74


def migrate(connection: Connection) -> None:
    """Apply the steps that are missing, within the transaction that `connection` is in.

    Two processes may start at once: the second waits for the first, and finds nothing to do. Raises LogError,
    having changed nothing, where a newer version has been at work.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    present = _present(connection)
    if present != {_newest()}:
        _upgrade(connection, present)


def _newest() -> str:
    """The last step that there is; a step's file begins with its name."""
    return max(file.name.partition("_")[0] for file in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _present(connection: Connection) -> set[str]:
    """The steps that the database is at: one, or none where it is new."""
    if not inspect(connection).has_table(_VERSION.name):
        return set()
    return set(connection.scalars(select(_VERSION.c.version_num)))


def _upgrade(connection: Connection, present: set[str]) -> None:
    # Here, because it takes a good part of a start, and most starts have nothing to apply.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection})
    # Alembic's options know %(variables)s.
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if not known.issuperset(present):
        raise LogError(
            f"The log's schema ({', '.join(sorted(present))}) is not one that this version of Footnote knows: a "
            "newer version, or another program, has written the database; start that version, or set "
            "FOOTNOTE_DATABASE_URL to another one. Nothing was changed."
        )
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise LogError(
            f"The log's schema cannot be brought up to date ({error}); put a backup of the database in its place, "
            "or set FOOTNOTE_DATABASE_URL to a new one. Nothing was changed."
        ) from error
