"""What the log keeps of one question."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One question and what became of it.

    `asked_at` has a time zone (stored as UTC); `asker` is a keyed hash, never a member's id; `surface` is
    where it was asked ("discord", "ask", "chat" ...); `knowledge` is the knowledge base's version;
    `confidence` is 0..1; `milliseconds` is how long the answer took; `answer` is what the reader sees, as
    plain text; `follows` is the id of the row whose question it follows up on, None where it stands alone.
    Raises ValueError for a time without a time zone, and for a number that is none (NaN, infinity).
    """

    asked_at: datetime
    guild_id: int | None
    channel_id: int | None
    asker: str
    surface: str
    question: str
    status: str
    intent: str | None
    confidence: float
    runner_up: str | None
    knowledge: str
    milliseconds: float
    answer: str
    follows: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no database could give back as it was."""
        if self.asked_at.tzinfo is None:
            raise ValueError("asked_at needs a time zone")
        if not (math.isfinite(self.confidence) and math.isfinite(self.milliseconds)):
            raise ValueError("confidence and milliseconds need to be finite")

    @property
    def has_text(self) -> bool:
        """Whether its words were kept: a reply always has some."""
        return bool(self.answer)

    def without_text(self) -> LogEntry:
        """The same, with the words of the question and of the answer left out."""
        return replace(self, question="", answer="")


@dataclass(frozen=True, slots=True)
class LogRow:
    """An entry as it stands in the log, under its row's id."""

    id: int
    entry: LogEntry
