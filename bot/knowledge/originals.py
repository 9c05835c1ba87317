"""Proof of the knowledge against the articles' own texts, which the project does not ship.

An original is `<article id>.txt`; blank lines separate its blocks, or, if it has none, line ends do.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from bot.core.model import Article, Claim, Quote
from bot.errors import Problem
from bot.knowledge.figures import figures, values
from bot.knowledge.loading import Loaded

OPENING = "Opening"
"""The section of everything that stands before an original's first heading."""
TRIVIAL_WORDS = 3
"""Blocks of so few words ('Share', '2 Sources') are a page's furniture and need no curating."""

_BLANK = re.compile(r"\n[ \t]*\n")
_MARKER = re.compile(r"\d{1,3}(?:[\s,]+\d{1,3})*")
_QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'", "‚": "'"})


@dataclass(frozen=True, slots=True)
class OriginalPassage:
    """A paragraph of an original: its normalised text without source markers, and the markers' numbers."""

    section: str
    paragraph: int
    text: str
    markers: frozenset[int]

    @property
    def ref(self) -> str:
        """`section/paragraph`, as in the knowledge files."""
        return f"{self.section}/{self.paragraph}"

    @property
    def sha256(self) -> str:
        """The hash that the knowledge files keep of the text."""
        return hashlib.sha256(self.text.encode()).hexdigest()


def normalise(text: str) -> str:
    """The text as it is hashed and searched: NFKC, straight quotes and apostrophes, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(_QUOTES).split())


def split(text: str, sections: Collection[str]) -> list[OriginalPassage]:
    """The passages of an original; a block that reads like one of `sections` is that section's heading."""
    headings = {normalise(section): section for section in sections if section != OPENING}
    found: list[OriginalPassage] = []
    section, paragraph = OPENING, 0
    for block, markers in _joined(text):
        if block in headings and not markers:
            section, paragraph = headings[block], 0
            continue
        paragraph += 1
        found.append(OriginalPassage(section, paragraph, block, frozenset(markers)))
    return found


def passages(text: str, sections: Collection[str]) -> list[tuple[str, int, str, str]]:
    """(section, paragraph, sha256, first words) of each passage, for the curator of its file."""
    return [(one.section, one.paragraph, one.sha256, _first_words(one.text)) for one in split(text, sections)]


def prove(loaded: Loaded, directory: Path) -> list[Problem]:
    """Everything in which the articles of the knowledge differ from their originals in a folder."""
    problems: list[Problem] = []
    for article in loaded.knowledge.articles.values():
        path = directory / f"{article.id}.txt"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            reason = f"its original {path.name} cannot be read as UTF-8 text in {directory}; put it there."
            problems.append(loaded.register.problem(("article", article.id), reason))
            continue
        problems.extend(_ArticleProof(loaded, article, text).problems())
    return sorted(problems)


class _ArticleProof:
    """One article against its original."""

    def __init__(self, loaded: Loaded, article: Article, text: str) -> None:
        self._loaded = loaded
        self._article = article
        sections = {passage.section for passage in article.passages.values()}
        self._original = {one.ref: one for one in split(text, sections)}

    def problems(self) -> Iterator[Problem]:
        yield from self._passages()
        yield from self._uncurated()
        for claim in self._loaded.knowledge.claims.values():
            if claim.article == self._article.id and (passage := self._original.get(claim.passage)):
                yield from self._claim(claim, passage)
        for quote in self._loaded.knowledge.quotes.values():
            if quote.article == self._article.id and (passage := self._original.get(quote.passage)):
                yield from self._quote(quote, passage)

    def _passages(self) -> Iterator[Problem]:
        for ref, passage in self._article.passages.items():
            original = self._original.get(ref)
            if original is None:
                reason = f"the original has no passage {ref}; compare its headings and count its paragraphs."
                yield self._at(("passage", self._article.id, ref), reason)
            elif original.sha256 != passage.sha256:
                reason = (
                    f"{ref} ('{_first_words(original.text)}') has the hash {original.sha256}: the article "
                    "was edited, or the passage is wrong; compare its claims and quotes, then renew the hash."
                )
                yield self._at(("passage", self._article.id, ref), reason)

    def _uncurated(self) -> Iterator[Problem]:
        for ref, original in self._original.items():
            if ref not in self._article.passages and len(original.text.split()) > TRIVIAL_WORDS:
                reason = (
                    f"the original's {ref} ('{_first_words(original.text)}') is not curated; list it under "
                    f"passages with the hash {original.sha256}, and add its claims and quotes."
                )
                yield self._at(("article", self._article.id), reason)

    def _claim(self, claim: Claim, passage: OriginalPassage) -> Iterator[Problem]:
        # The year and the source numbers are the article's, where a passage says 'this year' or counts them.
        held = values(passage.text) | {
            Decimal(self._article.event.year),
            *map(Decimal, self._article.sources),
        }
        for figure in figures(claim.says):
            if not figure.spelled and figure.values.isdisjoint(held):
                reason = f"the original's {passage.ref} has no number {figure.text}; correct the claim."
                yield self._at(("ref", claim.id), reason, "says")
        yield from self._source(claim, passage)

    def _quote(self, quote: Quote, passage: OriginalPassage) -> Iterator[Problem]:
        if normalise(quote.words) not in passage.text:
            reason = f"these words do not stand in {passage.ref} of the original; quote it letter by letter."
            yield self._at(("ref", quote.id), reason, "words")
        yield from self._source(quote, passage)

    def _source(self, entry: Claim | Quote, passage: OriginalPassage) -> Iterator[Problem]:
        if entry.source is not None and entry.source not in passage.markers:
            has = ", ".join(map(str, sorted(passage.markers))) or "none"
            reason = f"the passage {passage.ref} is not marked with source {entry.source}; its sources are: {has}."
            yield self._at(("ref", entry.id), reason, "source")

    def _at(self, key: tuple[str, ...], reason: str, *under: str) -> Problem:
        return self._loaded.register.problem(key, reason, *under)


def _joined(text: str) -> Iterator[tuple[str, set[int]]]:
    """The blocks of a text, put together again where source markers had broken them, with their markers."""
    block, markers = "", set[int]()
    for piece in _blocks(text):
        if block and _MARKER.fullmatch(piece):
            markers.update(int(number) for number in re.findall(r"\d+", piece))
        elif block and piece[0] in ".,;:!?":
            block += piece
        else:
            if block:
                yield block, markers
            block, markers = piece, set()
    if block:
        yield block, markers


def _blocks(text: str) -> Iterator[str]:
    text = text.replace("\r\n", "\n").strip()
    for block in _BLANK.split(text) if _BLANK.search(text) else text.split("\n"):
        if normal := normalise(block):
            yield normal


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:6]) + (" ..." if len(words) > 6 else "")
