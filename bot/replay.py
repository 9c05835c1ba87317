"""A logged question, answered again with the knowledge of now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.answerer import Answerer
from bot.core.conversation import Turn
from bot.core.model import Answer
from bot.core.plain import plain_text
from bot.log.entry import LogEntry, LogRow


@dataclass(frozen=True, slots=True)
class Replay:
    """A logged question (`row`, with its text) and its answer of now."""

    row: LogRow
    answer: Answer

    @property
    def text(self) -> str:
        """What a reader would see now, as plain text."""
        return plain_text(self.answer)

    @property
    def same_knowledge(self) -> bool:
        """Whether both answers come from the same version of the knowledge."""
        return self.row.entry.knowledge == self.answer.receipt.knowledge

    def changes(self) -> Iterator[str]:
        """Which of status, intent and text are different now."""
        then, now = self.row.entry, self.answer
        if then.status != now.status.value:
            yield "status"
        if then.intent != now.receipt.intent:
            yield "intent"
        if then.answer != self.text:
            yield "text"


def replay(row: LogRow, answerer: Answerer, earlier: Turn | None = None) -> Replay:
    """Answer a logged question again, by the way on which it came: typed, or picked from those on offer.

    `earlier` is the conversation that it followed, if it did.
    """
    entry = row.entry
    picked = answerer.choose(entry.intent or "") if _was_picked(entry) else None
    return Replay(row, picked or answerer.answer(entry.question, earlier))


def _was_picked(entry: LogEntry) -> bool:
    """A typed question has a runner-up or follows another; one that was picked stands alone, and is certain."""
    return entry.runner_up is None and entry.follows is None and entry.confidence == 1.0
