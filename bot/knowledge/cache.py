"""What was learned from a knowledge folder, kept in a file, so that the next start need not learn it again.

A file is good for one content of the folder, one code and one set of libraries: its name is a hash of them.
It holds numbers and JSON only, so reading it runs nothing. Whatever goes wrong with it, the knowledge is read
and learned anew.
"""

from __future__ import annotations

import hashlib
import os
import platform
import tempfile
from collections.abc import Callable, Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import bot.core
from bot.core.learning import Learned
from bot.core.model import KnowledgeBase
from bot.knowledge.listing import contents
from bot.knowledge.packing import unpack

KEPT = 2
"""Files kept in the folder: the present one and the one before, in case it comes back."""

_LIBRARIES = ("PyStemmer", "hassil", "numpy", "pydantic", "scipy")


def recall_or_learn(
    cache: Path, directory: Path, phrasings_per_intent: int, make: Callable[[], bytes]
) -> tuple[KnowledgeBase, Learned]:
    """What is kept of the folder's present content; where nothing is, what `make` packs, which is then kept."""
    key = _key(directory, phrasings_per_intent)
    if key is None:
        return unpack(BytesIO(make()))
    file = cache / f"{key}.npz"
    kept = _recall(file)
    if kept is not None:
        return kept
    made = make()
    if key == _key(directory, phrasings_per_intent):  # else the folder changed meanwhile
        _keep(file, made)
    return unpack(BytesIO(made))


def _key(directory: Path, phrasings_per_intent: int) -> str | None:
    """A hash of all that decides what is learned; None where something cannot be read."""
    digest = hashlib.sha256()
    try:
        for piece in _pieces(directory, phrasings_per_intent):
            digest.update(f"{len(piece)}:".encode() + piece)
    except OSError:
        return None
    return digest.hexdigest()


def _pieces(directory: Path, phrasings_per_intent: int) -> Iterator[bytes]:
    yield f"{phrasings_per_intent} {platform.python_version()} {platform.machine()}".encode()
    for library in _LIBRARIES:
        yield version(library).encode()
    for package in (bot.core.__path__[0], Path(__file__).parent):
        for source in sorted(Path(package).glob("*.py")):
            yield source.read_bytes()
    for name, content in contents(directory):
        yield name.encode("utf-8", "surrogateescape")
        yield content


def _recall(file: Path) -> tuple[KnowledgeBase, Learned] | None:
    try:
        with file.open("rb") as stream:
            return unpack(stream)
    except Exception:  # noqa: BLE001 - missing or damaged in whatever way: then it is learned anew
        return None


def _keep(file: Path, content: bytes) -> None:
    """Write the file whole or not at all, and remove those before it; a folder that cannot be written stays empty."""
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in file.parent.glob("*.tmp"):
            left.unlink(missing_ok=True)  # by a process that was killed; one that still writes only keeps nothing
        handle, name = tempfile.mkstemp(suffix=".tmp", dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(content)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        for old in sorted(file.parent.glob("*.npz"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return
