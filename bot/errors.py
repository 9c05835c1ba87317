"""The error tree; each error carries the sentence that a person may see.

FootnoteError
├── SettingsError        a setting is missing or wrong
├── KnowledgeError       the knowledge files do not hold together; lists every problem
├── QuestionsError       a file of labelled questions has bad lines; lists every problem
└── LogError             the log cannot be opened, written or read
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.counting import counted


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
        first, *others = self.problems
        has = f"The knowledge has {counted(len(self.problems), 'problem')}"
        super().__init__(
            f"{has}; run `footnote check` to see all. The first: {first}"
            if others
            else f"{has}: {first} Once it is mended, run `footnote check`."
        )


class QuestionsError(FootnoteError):
    """Labelled questions cannot be read; `problems` has every bad line, and `str(error)` a line for each."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
