"""How often one member may ask: so many questions in so many seconds, in a sliding window."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Wait:
    """How many seconds a member has to wait, and whether this is the first time that they are told."""

    seconds: float
    first: bool


@dataclass(slots=True)
class _Asked:
    times: deque[float] = field(default_factory=deque)
    told: bool = False


class Cooldown:
    """Counts each member's questions; forgets a member a window after the last one.

    `clock` gives seconds that only ever grow.
    """

    def __init__(self, questions: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._questions = questions
        self._seconds = seconds
        self._clock = clock
        self._members: dict[int, _Asked] = {}
        self._next_sweep = 0.0

    def ask(self, member_id: int) -> Wait | None:
        """Count a question; None if the member may ask it, otherwise the wait, and it is not counted."""
        now = self._clock()
        self._sweep(now)
        asked = self._members.setdefault(member_id, _Asked())
        while asked.times and asked.times[0] <= now - self._seconds:
            asked.times.popleft()
        if len(asked.times) < self._questions:
            asked.times.append(now)
            asked.told = False
            return None
        first, asked.told = not asked.told, True
        return Wait(asked.times[0] + self._seconds - now, first)

    def _sweep(self, now: float) -> None:
        if now < self._next_sweep:
            return
        self._next_sweep = now + self._seconds
        oldest = now - self._seconds
        current = {member for member, asked in self._members.items() if asked.times and asked.times[-1] > oldest}
        self._members = {member: self._members[member] for member in current}
