"""Rows of the log as a conversation."""

from __future__ import annotations

from collections.abc import Iterable

from bot.core.conversation import Turn
from bot.core.model import Status
from bot.log.entry import LogRow


def turn_of(rows: Iterable[LogRow]) -> Turn | None:
    """The newest of the rows (newest first) as the turn to follow up on, after those that it followed; None of none."""
    turn = None
    for row in reversed(list(rows)):
        turn = _turn(row, turn)
    return turn


def _turn(row: LogRow, earlier: Turn | None) -> Turn:
    entry = row.entry
    if entry.has_text:
        return Turn(entry.question, entry.intent, earlier)
    # Without its words it counts only for what was told: the intent of a refusal is but the nearest.
    return Turn(None, entry.intent if entry.status == Status.ANSWERED.value else None, earlier)
