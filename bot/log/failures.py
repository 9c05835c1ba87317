"""From what a database says to a sentence that a person can act on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import SQLAlchemyError

from bot.errors import LogError

# SQLite's result codes (https://www.sqlite.org/rescode.html), by what their names begin with.
_CAUSES: Final = {
    "SQLITE_CANTOPEN": (
        "the file cannot be opened or made",
        "check that it is a file and that the bot's user may write to its folder",
    ),
    "SQLITE_READONLY": (
        "it is read-only",
        "let the bot's user write to the file and to its folder",
    ),
    "SQLITE_NOTADB": (
        "the file is not an SQLite database",
        "set FOOTNOTE_DATABASE_URL to another file, or move this one away",
    ),
    "SQLITE_CORRUPT": (
        "the database is damaged",
        "put a backup in its place, or move it away to begin a new one",
    ),
    "SQLITE_BUSY": (
        "another program keeps the database locked",
        "close that program, or wait until it is done",
    ),
    "SQLITE_LOCKED": (
        "another program keeps the database locked",
        "close that program, or wait until it is done",
    ),
    "SQLITE_FULL": (
        "the disk is full",
        "make room on it",
    ),
    "SQLITE_IOERR": (
        "the disk reports an error",
        "check the disk, and that it is a local one",
    ),
}


@contextmanager
def as_log_error(place: str, doing: str) -> Iterator[None]:
    """Turn what goes wrong in the database into a LogError: 'the log at `place` cannot be `doing`'."""
    try:
        yield
    # Besides the database's own errors: a refused connection, a number beyond 64 bits.
    except (SQLAlchemyError, OSError, OverflowError) as error:
        cause, remedy = explain(error)
        raise LogError(f"The log at {place} cannot be {doing}: {cause}; {remedy}.") from error


def explain(error: Exception) -> tuple[str, str]:
    """The cause of a database's error, and what to do about it, without the text of any question."""
    original = getattr(error, "orig", None) or error
    if isinstance(original, sqlite3.Error):
        name = getattr(original, "sqlite_errorname", "")
        for prefix, explanation in _CAUSES.items():
            if name.startswith(prefix):
                return explanation
    if isinstance(original, OSError):
        return "the server cannot be reached", "check FOOTNOTE_DATABASE_URL and that the server runs"
    # SQLAlchemy's drivers for asyncio put errors of their own around the database's.
    return (
        f"the database reports {type(original.__cause__ or original).__name__}",
        "see the program's own log for what it said, and check FOOTNOTE_DATABASE_URL",
    )
