"""Work on the database that is carried through, although whoever asked for it is cancelled meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import TypeVar

T = TypeVar("T")


class Operations:
    """The operations that are under way.

    A cancellation must not reach the database's driver: a connection of aiosqlite that is being closed when
    a second one arrives waits for ever on a thread that has ended, and the program with it.
    """

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[object]] = set()

    async def carry_through(self, operation: Coroutine[object, None, T]) -> T:
        """The operation's result or error; the caller may be cancelled, the operation is not."""
        task = asyncio.create_task(operation)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def finish(self) -> None:
        """Wait until every operation that is under way has ended, well or not."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # Looked at, so that an error that nobody waits for any more is not reported as forgotten.
            task.exception()
