"""The text of a reply -> its sentences, each with the ids in the brackets at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.core.model import Sentence

_REFS = re.compile(r"\[([^\[\]]*)\]")
_ABBREVIATIONS = "Mr Mrs Ms Dr Prof Inc Ltd Co Corp vs No St U.S U.K e.g i.e Jan Feb Mar Apr Aug Sept Sep Oct Nov Dec"
# A sentence ends at . ? or ! (and a closing quote) before a capital, a figure or an opening quote.
_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(]*[A-Z0-9])")
_SHORT = re.compile(rf"(?:^|[\s(\"'])(?:{'|'.join(map(re.escape, _ABBREVIATIONS.split()))}|[A-Z])\.$")


def parse(says: str) -> tuple[Sentence, ...]:
    """`One. [a] Two. Three. [b, c]` -> One (a), Two (nothing), Three (b, c)."""
    return tuple(_sentences(says))


def _sentences(says: str) -> Iterator[Sentence]:
    at = 0
    for match in _REFS.finditer(says):
        refs = tuple(dict.fromkeys(ref.strip() for ref in match[1].split(",") if ref.strip()))
        *before, last = split(says[at : match.start()]) or [""]
        yield from map(Sentence, before)
        yield Sentence(last, refs)
        at = match.end()
    yield from map(Sentence, split(says[at:]))


def split(text: str) -> list[str]:
    """The sentences of a text; an abbreviation or an initial does not end one."""
    found: list[str] = []
    start = 0
    for match in _END.finditer(text):
        if not _SHORT.search(text[start : match.start()]):
            found.append(text[start : match.end()].strip())
            start = match.end()
    return [*found, rest] if (rest := text[start:].strip()) else found
