"""Which files of a knowledge folder are read."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

LARGEST_FILE = 1_000_000
"""Bytes; a knowledge file is text that people write, so a larger one is a mistake."""

_FOLDERS = ("articles", "intents", "phrasings")
_SINGLE = ("background.yaml", "lexicon.yaml", "smalltalk.yaml")


def listing(directory: Path) -> Iterator[tuple[str, str | None]]:
    """(path in the folder, None or why it cannot be read), in order of path."""
    for inner in _names(directory):
        if inner in _FOLDERS:
            try:
                names = _names(directory / inner)
            except OSError as error:
                yield (
                    inner,
                    f"the folder cannot be read ({why(error)}); check what it is and its permissions.",
                )
                continue
            for name in names:
                odd = None if name.endswith(".yaml") else f"this is not read; {inner}/ holds .yaml files only."
                yield f"{inner}/{name}", odd
        elif inner in _SINGLE:
            yield inner, None
        elif inner.endswith((".yaml", ".yml")):
            yield (
                inner,
                f"this is not read; put it under articles/, intents/ or phrasings/, or name it {', '.join(_SINGLE)}.",
            )


def _names(directory: Path) -> list[str]:
    """The names in a folder, sorted, without hidden files, editors' backups and notes."""
    return sorted(
        path.name
        for path in directory.iterdir()
        if not path.name.startswith(".") and not path.name.endswith(("~", ".md"))
    )


def contents(directory: Path) -> Iterator[tuple[str, bytes]]:
    """(path in the folder, bytes) of each file that reading looks at; raises OSError where one cannot be read."""
    for inner, reason in listing(directory):
        path = directory / inner
        if reason is not None or not path.is_file() or path.stat().st_size > LARGEST_FILE:
            raise OSError(f"{inner} is no file to read.")
        yield inner, path.read_bytes()


def why(error: OSError) -> str:
    """The operating system's reason, in small letters."""
    return "its links lead in a circle" if error.errno == errno.ELOOP else (error.strerror or "unknown").lower()
