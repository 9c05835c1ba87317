"""The heartbeat: a file that the running bot touches, by whose age another process sees how the bot is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Final

from bot.errors import FootnoteError

_log = logging.getLogger(__name__)

EVERY: Final = 15.0
"""Seconds between two heartbeats."""
STALE: Final = 60.0
"""Seconds after which a heartbeat counts as stopped: three may fail before that."""


@contextlib.asynccontextmanager
async def beating(file: Path, well: Callable[[], Awaitable[bool]], every: float = EVERY) -> AsyncIterator[None]:
    """Touch `file` at once and every `every` seconds while `well` says so; remove it at the end.

    A blocked event loop stops it too. Raises FootnoteError if the file cannot be made.
    """
    _clear(file)
    task = asyncio.create_task(_beat(file, well, every))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        with contextlib.suppress(FootnoteError):
            _clear(file)


def _clear(file: Path) -> None:
    """Remove what a killed process may have left, and see that the file can be made. Raises FootnoteError."""
    try:
        file.touch()
        file.unlink()
    except OSError as error:
        raise FootnoteError(
            f"The heartbeat {file} cannot be written ({error.strerror}); name a file in a folder that can be."
        ) from error


async def _beat(file: Path, well: Callable[[], Awaitable[bool]], every: float) -> None:
    while True:
        try:
            if await well():
                await asyncio.to_thread(file.touch)
        except Exception:  # noqa: BLE001 - a heartbeat that ends would call a bot ill that is not
            _log.exception("a heartbeat failed")
        await asyncio.sleep(every)


def require_heartbeat(file: Path, stale: float = STALE) -> None:
    """Raise FootnoteError, saying what is wrong, unless the heartbeat is younger than `stale` seconds."""
    try:
        age = time.time() - file.stat().st_mtime
    except OSError:
        raise FootnoteError(
            f"There is no heartbeat at {file}; the bot is not on Discord yet, or was started without "
            f"--heartbeat {file}."
        ) from None
    if age > stale:
        raise FootnoteError(
            f"The last heartbeat was {age:.0f} seconds ago; look into the bot's log, and start it again."
        )
