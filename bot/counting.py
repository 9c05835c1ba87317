"""Counts in words: one article, two articles."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """`1 claim`, `2 claims`; `many` is the plural of what takes no -s."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
