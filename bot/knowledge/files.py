"""YAML files -> plain content with line numbers; whatever is wrong with a file becomes a `Problem`."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import yaml
from yaml import MarkedYAMLError, YAMLError
from yaml.events import (
    AliasEvent,
    CollectionStartEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
    StreamStartEvent,
)

from bot.errors import KnowledgeError, Problem
from bot.knowledge.listing import LARGEST_FILE, listing, why

DEEPEST = 50
"""Lists and mappings in one another."""
LONGEST_REASON = 400
"""Characters; reasons quote from the files, where anything may stand."""

Content: TypeAlias = "str | list[Content] | dict[str, Content] | None"
"""What a file holds. Scalars stay text as they are written ('2031-05', '1200'); only null is None."""

Place: TypeAlias = "tuple[str | int, ...]"
"""Where something stands in a file: the keys and indices that lead to it."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, in a thirtieth of the time, wherever PyYAML was built with it."""
_CONTROL = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = "tag:yaml.org,2002:"
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TAGS = {_PLAIN + name for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "map", "seq")}


def cut(reason: str) -> str:
    """A reason that a person can read, whatever it quotes."""
    return reason if len(reason) <= LONGEST_REASON else f"{reason[: LONGEST_REASON - 3]}..."


@dataclass(frozen=True, slots=True)
class Document:
    """One file that could be read: its name for messages, its content, and the line of each place in it."""

    file: str
    content: Content
    lines: Mapping[Place, int] = field(repr=False)

    def line(self, place: Place) -> int:
        """The line (from 1) of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def problem(self, place: Place, reason: str) -> Problem:
        """A problem at a place of this file."""
        return Problem(self.file, self.line(place), cut(reason))


@dataclass(frozen=True, slots=True)
class Folder:
    """The documents of a knowledge folder by their path in it, and what was wrong with the others."""

    documents: Mapping[str, Document]
    problems: tuple[Problem, ...]


class _BrokenFileError(Exception):
    """Carries a problem out of the reading of one file."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


def read_folder(directory: Path) -> Folder:
    """Read every knowledge file of a folder.

    Raises KnowledgeError if the folder itself is missing or unreadable; broken files end up in `problems`.
    """
    name = directory.absolute().name or "knowledge"
    if not directory.is_dir():
        raise KnowledgeError([Problem(str(directory), 0, _MISSING_FOLDER)])
    documents: dict[str, Document] = {}
    problems: list[Problem] = []
    for inner, reason in listing(directory):
        if reason is not None:
            problems.append(Problem(f"{name}/{inner}", 0, reason))
            continue
        try:
            documents[inner] = read(directory / inner, f"{name}/{inner}")
        except _BrokenFileError as broken:
            problems.append(Problem(f"{name}/{inner}", broken.line, cut(broken.reason)))
    return Folder(documents, tuple(problems))


_MISSING_FOLDER = "there is no such folder; set FOOTNOTE_KNOWLEDGE_DIR to the folder that holds articles/ and intents/."


def read(path: Path, name: str) -> Document:
    """Read one file as YAML; raises _BrokenFileError with line and reason."""
    text = _text(path)
    if control := _CONTROL.search(text):
        line = text.count("\n", 0, control.start()) + 1
        raise _BrokenFileError(line, "a control character is not allowed here; remove it.")
    lines: dict[Place, int] = {}
    try:
        content = _of_stream(yaml.parse(text, _LOADER), lines)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = " ".join(part for part in (error.context, error.problem) if part)
        reason = f"this is not YAML ({what}); mend it, for example by putting the text in quotes."
        raise _BrokenFileError(mark.line + 1 if mark else 0, reason) from error
    except YAMLError as error:
        raise _BrokenFileError(0, f"this is not YAML ({error}); mend it.") from error
    if content is None:
        raise _BrokenFileError(0, "the file is empty; fill it or remove it.")
    return Document(name, content, lines)


def _text(path: Path) -> str:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            raise _BrokenFileError(0, "this is not a file; remove it or put a .yaml file in its place.")
        if facts.st_size > LARGEST_FILE:
            raise _BrokenFileError(
                0, f"the file has {facts.st_size:,} bytes, more than {LARGEST_FILE:,}; split it into several."
            )
        raw = path.read_bytes()
    except OSError as error:
        raise _BrokenFileError(0, f"the file cannot be read ({why(error)}); check it and its permissions.") from error
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise _BrokenFileError(line, "this is not UTF-8; save the file with the encoding UTF-8.") from error


def _of_stream(events: Iterator[Event], lines: dict[Place, int]) -> Content:
    """The one document of a stream of events; None where there is none."""
    content: Content = None
    documents = 0
    for event in events:
        if isinstance(event, DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _BrokenFileError(_line(event), "a second document begins here; remove the `---`.")
        elif not isinstance(event, StreamStartEvent | StreamEndEvent | DocumentEndEvent):
            content = _content(event, events, (), lines)
    return content


def _content(event: Event, events: Iterator[Event], place: Place, lines: dict[Place, int]) -> Content:
    """What begins with an event, as plain content; notes the line of every place in `lines`."""
    line = lines[place] = _line(event)
    if len(place) > DEEPEST:
        raise _BrokenFileError(line, "this is nested too deeply; write it flatter.")
    if isinstance(event, NodeEvent) and event.anchor is not None:
        # Without anchors there are no aliases, so no content that is in itself or grows without bound.
        sign = "*" if isinstance(event, AliasEvent) else "&"
        raise _BrokenFileError(
            line, f"the anchor {sign}{event.anchor} is not allowed; write the content out each time."
        )
    if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag is not None and event.tag not in _TAGS:
        raise _BrokenFileError(line, f"the tag {event.tag} is not allowed; write plain text, lists and mappings.")
    if isinstance(event, ScalarEvent):
        is_null = event.value in _NULL if event.implicit[0] else event.tag == f"{_PLAIN}null"
        return None if is_null else str(event.value)
    if isinstance(event, MappingStartEvent):
        return _mapping(events, place, lines)
    items: list[Content] = []
    while not isinstance(following := next(events), SequenceEndEvent):
        items.append(_content(following, events, (*place, len(items)), lines))
    return items


def _mapping(events: Iterator[Event], place: Place, lines: dict[Place, int]) -> dict[str, Content]:
    mapping: dict[str, Content] = {}
    while not isinstance(event := next(events), MappingEndEvent):
        line = _line(event)
        if not isinstance(event, ScalarEvent):
            raise _BrokenFileError(line, "a key must be plain text, not a list or a mapping.")
        key = str(event.value)
        if key in mapping:
            raise _BrokenFileError(line, f"the key `{key}` stands twice in the same mapping; keep one of them.")
        mapping[key] = _content(next(events), events, (*place, key), lines)
        # A block that starts on the line below its key is still found at the key.
        lines[(*place, key)] = line
    return mapping


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0
