"""The documents of a knowledge folder -> their entries, each kept with the file and place it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from bot.errors import KnowledgeError, Problem
from bot.knowledge.files import Document, Folder, read_folder
from bot.knowledge.schema import (
    ArticleEntry,
    GridEntry,
    IntentEntry,
    LexiconEntry,
    PhrasingsEntry,
    SmalltalkEntry,
    Text,
)
from bot.knowledge.shapes import Shape

T = TypeVar("T")

_ARTICLE = Shape(ArticleEntry)
_INTENTS = Shape(list[IntentEntry])
_GRID = Shape(GridEntry)
_PHRASINGS = Shape(PhrasingsEntry)
_SMALLTALK = Shape(list[SmalltalkEntry])
_BACKGROUND = Shape(list[Text])
_LEXICON = Shape(LexiconEntry)


@dataclass(frozen=True, slots=True)
class Entries:
    """Every entry of the folder, beside its document."""

    articles: tuple[tuple[Document, ArticleEntry], ...]
    intents: tuple[tuple[Document, list[IntentEntry]], ...]
    grids: tuple[tuple[Document, GridEntry], ...]
    phrasings: tuple[tuple[Document, PhrasingsEntry], ...]
    smalltalk: tuple[Document, list[SmalltalkEntry]] | None
    background: tuple[Document, list[str]] | None
    lexicon: tuple[Document, LexiconEntry] | None = field(default=None)


def read_entries(directory: Path) -> Entries:
    """Read a knowledge folder; raises KnowledgeError with every broken file and misshapen entry."""
    folder = read_folder(directory)
    problems = list(folder.problems)
    articles = _all(folder, "articles/", _ARTICLE, problems)
    texts, grids = _by_shape(folder)
    intents = [(document, read) for document in texts if (read := _INTENTS.read(document, problems)) is not None]
    cells = [(document, grid) for document in grids if (grid := _GRID.read(document, problems)) is not None]
    entries = Entries(
        articles=tuple(articles),
        intents=tuple(intents),
        grids=tuple(cells),
        phrasings=tuple(_all(folder, "phrasings/", _PHRASINGS, problems)),
        smalltalk=_one(folder.documents, "smalltalk.yaml", _SMALLTALK, problems),
        background=_one(folder.documents, "background.yaml", _BACKGROUND, problems),
        lexicon=_one(folder.documents, "lexicon.yaml", _LEXICON, problems),
    )
    problems.extend(_misnamed(entries))
    if not problems:
        problems.extend(_empty(directory, entries))
    if problems:
        raise KnowledgeError(problems)
    return entries


def _all(folder: Folder, under: str, shape: Shape[T], problems: list[Problem]) -> list[tuple[Document, T]]:
    found = []
    for inner, document in folder.documents.items():
        if inner.startswith(under) and (entry := shape.read(document, problems)) is not None:
            found.append((document, entry))
    return found


def _by_shape(folder: Folder) -> tuple[list[Document], list[Document]]:
    """The files of intents/: those that list intents, and those (mappings) that describe a grid of gaps."""
    lists: list[Document] = []
    grids: list[Document] = []
    for inner, document in folder.documents.items():
        if inner.startswith("intents/"):
            (grids if isinstance(document.content, dict) else lists).append(document)
    return lists, grids


def _one(
    documents: Mapping[str, Document], inner: str, shape: Shape[T], problems: list[Problem]
) -> tuple[Document, T] | None:
    if inner not in documents:
        return None
    entry = shape.read(documents[inner], problems)
    return None if entry is None else (documents[inner], entry)


def _misnamed(entries: Entries) -> list[Problem]:
    """The original of an article is looked for under its id, so the file has to have its name."""
    return [
        document.problem(("id",), f"the article's id is {entry.id}; name the file {entry.id}.yaml or change the id.")
        for document, entry in entries.articles
        if Path(document.file).stem != entry.id
    ]


def _empty(directory: Path, entries: Entries) -> list[Problem]:
    problems = []
    if not entries.articles:
        problems.append(Problem(f"{directory.name}/articles", 0, "there is no article; add one as articles/<id>.yaml."))
    if not entries.intents and not entries.grids:
        problems.append(Problem(f"{directory.name}/intents", 0, "there is no intent; add a file under intents/."))
    return problems
