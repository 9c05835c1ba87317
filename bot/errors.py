"""The error tree; each error carries the sentence that a person may see.

FootnoteError
├── SettingsError        a setting is missing or wrong
├── KnowledgeError       the knowledge files do not hold together; lists every problem
└── LogError             the log cannot be opened, written or read
"""

from __future__ import annotations

from dataclasses import dataclass


class FootnoteError(Exception):
    """The root; `str(error)` is one sentence and a remedy, fit to show to a person."""


class SettingsError(FootnoteError):
    """A setting is missing or wrong; the sentence names it."""


class LogError(FootnoteError):
    """The log of questions cannot be opened, written or read."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong in one place of the knowledge; `line` counts from 1, 0 is the whole file."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """`file:line: reason`, the form that editors jump to."""
        return f"{self.file}:{self.line}: {self.reason}" if self.line else f"{self.file}: {self.reason}"


class KnowledgeError(FootnoteError):
    """The knowledge files do not hold together; `problems` has every one found, in file order."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        count = len(self.problems)
        super().__init__(f"The knowledge has {count} problem{'s' if count != 1 else ''}; the first: {self.problems[0]}")
