"""How long the event loop stands still while knowledge is loaded, and while it is loaded again and asked meanwhile."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from itertools import cycle
from pathlib import Path
from typing import TypeVar

from bot.knowledge.holder import KnowledgeHolder

T = TypeVar("T")

_TICK = 0.001
_PAUSE = 0.02
"""Seconds between two questions."""


async def stalls(folder: Path, cache: Path, asked: Sequence[str]) -> dict[str, float]:
    """The longest stall, in milliseconds, while opening (learned, recalled) and reloading (learned; with questions).

    A stall is how much later than asked for a sleeping task is woken; it holds the answer that is being made.
    """
    found: dict[str, float] = {}

    async def opened(name: str, kept: Path | None) -> KnowledgeHolder:
        found[name], holder = await _longest(lambda: KnowledgeHolder.open(folder, cache=kept))
        return holder

    holder = await opened("open, learned", None)
    await KnowledgeHolder.open(folder, cache=cache)
    await opened("open, recalled", cache)
    found["reload, learned"], _ = await _longest(holder.reload)
    asking = asyncio.create_task(_ask(holder, asked))
    found["reload, learned, asked meanwhile"], _ = await _longest(holder.reload)
    asking.cancel()
    with suppress(asyncio.CancelledError):
        await asking
    return found


async def _ask(holder: KnowledgeHolder, asked: Sequence[str]) -> None:
    for question in cycle(asked):
        holder.answerer.answer(question)
        await asyncio.sleep(_PAUSE)


async def _longest(work: Callable[[], Awaitable[T]]) -> tuple[float, T]:
    late = 0.0

    async def tick() -> None:
        nonlocal late
        while True:
            before = time.perf_counter()
            await asyncio.sleep(_TICK)
            late = max(late, time.perf_counter() - before - _TICK)

    ticking = asyncio.create_task(tick())
    result = await work()
    ticking.cancel()
    return 1000 * late, result
