"""Connections to the log's database, set up so that what is committed stays."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from sqlalchemy import Connection, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, NullPool

from bot.errors import LogError

SQLITE: Final = "sqlite+aiosqlite"
POSTGRESQL: Final = "postgresql+asyncpg"

# The execution option that says how a transaction begins in SQLite: for a connection that only reads, and so
# need not wait for the writer, "BEGIN"; None for one without transactions.
BEGIN: Final = "footnote_begin"

# How long to wait for another process that writes, in seconds; Discord wants a first answer within three.
_BUSY_SECONDS: Final = 2.0
_AGAIN_SECONDS: Final = 0.02
_SERVER_SECONDS: Final = 10.0


def parse(url: str) -> URL:
    """The address of a database, taken apart. Raises LogError for one that is not of a kind that we use."""
    expected = f"{SQLITE}:///footnote.db or {POSTGRESQL}://user@host/name"
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        # No `from`: the text repeats the address, which may hold a password.
        raise LogError(f"FOOTNOTE_DATABASE_URL is not the address of a database; set it like {expected}.") from None
    if parsed.drivername not in (SQLITE, POSTGRESQL):
        raise LogError(f"The log cannot be kept in {parsed.drivername}; set FOOTNOTE_DATABASE_URL like {expected}.")
    return parsed


def database_file(url: URL) -> Path | None:
    """The file of an SQLite database; None for a server. Raises LogError for a database in memory."""
    if url.drivername != SQLITE:
        return None
    name = url.database or ""
    if name.startswith("file:"):
        name = unquote(name.removeprefix("file:"))
    if not name or name.startswith(":memory:") or url.query.get("mode") == "memory":
        raise LogError(
            "The log needs a file, since a database in memory is lost when the bot stops; "
            f"set FOOTNOTE_DATABASE_URL like {SQLITE}:///footnote.db."
        )
    return Path(name)


def open_engine(url: URL) -> AsyncEngine:
    """An engine whose commits are durable; it connects when it is first used.

    Raises LogError for a folder that does not exist and for a driver that is not installed.
    """
    file = database_file(url)
    if file is not None:
        _require_folder(file)
    # Statements' parameters stay out of error texts: they are what members asked.
    try:
        if file is None:
            timeouts = {"timeout": _SERVER_SECONDS, "command_timeout": _SERVER_SECONDS}
            return create_async_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args=timeouts)
        # `isolation_level` None: the driver begins no transaction of its own accord, `_begin` does.
        options = {"timeout": _BUSY_SECONDS, "isolation_level": None}
        engine = create_async_engine(url, hide_parameters=True, connect_args=options)
    except ImportError as error:
        raise LogError(
            f"The log's driver is not installed ({error.name}); install it with: pip install 'footnote[postgres]'."
        ) from error
    event.listen(engine.sync_engine, "connect", _configure)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def probe(url: URL) -> None:
    """Open an SQLite file and read from it, without aiosqlite; blocks. Raises SQLAlchemyError.

    Where aiosqlite cannot open a file, its thread still reports to the event loop when that may have ended,
    and the person who should read one sentence sees the thread's traceback.
    """
    plain = url.set(drivername="sqlite")
    engine = create_engine(plain, poolclass=NullPool, connect_args={"timeout": _BUSY_SECONDS})
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA schema_version")


async def use_wal(engine: AsyncEngine) -> None:
    """Switch an SQLite file to a write-ahead log: readers and the writer then do not wait for each other.

    Processes that start at once are in each other's way here, and SQLite does not wait for this lock by
    itself. Raises SQLAlchemyError, or LogError for a file system that cannot hold one.
    """
    outside_transactions = engine.execution_options(**{BEGIN: None})
    deadline = time.monotonic() + _BUSY_SECONDS
    mode = None
    while mode is None:
        try:
            async with outside_transactions.connect() as connection:
                mode = await connection.scalar(text("PRAGMA journal_mode = WAL"))
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            await asyncio.sleep(_AGAIN_SECONDS)
    if mode != "wal":
        raise LogError(
            f"The log at {engine.url} cannot be opened: its file system has no write-ahead log "
            f"(SQLite stays in mode {mode}); move it to a local disk."
        )


def _require_folder(file: Path) -> None:
    """SQLite makes a missing file, but no missing folder, and does not say which of them it lacks."""
    try:
        exists = file.parent.is_dir()
    except PermissionError:
        exists = False
    if not exists:
        raise LogError(
            f"The log's folder {file.parent} does not exist or may not be entered; "
            "make it, or set FOOTNOTE_DATABASE_URL to a file in another."
        )


def _configure(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """FULL: a commit is on the disk when it returns. secure_delete: what retention deletes is overwritten."""
    cursor = connection.cursor()
    try:
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA secure_delete = ON")
    except BaseException:
        # The pool would drop a connection that fails here, and its thread with it, without closing it.
        connection.close()
        raise
    cursor.close()


def _begin(connection: Connection) -> None:
    """Begin as the connection's options say, and by default by taking the lock to write.

    A transaction that only asked for the lock once it had read could not wait for another writer: what it
    had read would be outdated by then (SQLITE_BUSY_SNAPSHOT).
    """
    statement = connection.get_execution_options().get(BEGIN, "BEGIN IMMEDIATE")
    if statement is not None:
        connection.exec_driver_sql(statement)
