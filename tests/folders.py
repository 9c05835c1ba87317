"""A copy of the invented coverage that a test may break in one place."""

from __future__ import annotations

import shutil
from pathlib import Path

TESTS = Path(__file__).parent
COVERAGE = TESTS / "coverage"
"""A complete knowledge folder about invented events: two articles, facts, gaps, small talk and the rest."""
ORIGINALS = TESTS / "originals"
"""The texts of its articles."""


class KnowledgeFolder:
    """A copy of the coverage at `path`, called `knowledge` as in an installation."""

    def __init__(self, parent: Path) -> None:
        self.path = parent / "knowledge"
        shutil.copytree(COVERAGE, self.path)

    def edit(self, inner: str, old: str, new: str) -> int:
        """Replace a text that stands once in a file; returns the line (from 1) at which it stood."""
        file = self.path / inner
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {inner}"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text.count("\n", 0, text.index(old)) + 1

    def append(self, inner: str, text: str) -> int:
        """Add a text at the end of a file; returns the line at which it begins."""
        file = self.path / inner
        before = file.read_text(encoding="utf-8")
        file.write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1
