"""Which concepts and names a text mentions, by the lexicon's wordings, inflections included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Lexicon
from bot.core.shorthand import LIGHT
from bot.core.text import stem, tokens

_CONTRASTS = frozenset({"like", "than", "unlike"})
"""After these a name is only compared with: `closed source like ...` asks nothing about it."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A concept (`c:`), a name within the coverage (`n:`) or one outside it (`o:`), and where it stands."""

    id: str
    start: int
    end: int

    def is_within(self, other: Mention) -> bool:
        """Whether it is a part of a longer mention: `Jane` in `Jane Street`."""
        return other.start <= self.start and self.end <= other.end and other.end - other.start > self.end - self.start


class ConceptFinder:
    """Finds the lexicon's wordings in tokens, comparing stems; wordings may have several words.

    A little word is a name only as it is written: `does` speaks of no Jo Doe, though the stems are the same.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._names: dict[tuple[str, ...], list[str]] = {}
        self._lengths: dict[str, list[int]] = {}
        named = (*lexicon.names.items(), *lexicon.outside.items())
        self._little = LIGHT.difference(
            word for name, others in named for wording in (name, *others) for word in tokens(wording)
        )
        for prefix, table in (("c", lexicon.concepts), ("n", lexicon.names), ("o", lexicon.outside)):
            for name, wordings in table.items():
                own = (name,) if prefix != "c" else ()
                for wording in {*own, *wordings}:
                    key = tuple(stem(word) for word in tokens(wording))
                    if key:
                        self._names.setdefault(key, []).append(f"{prefix}:{name}")
        for key, found in self._names.items():
            self._names[key] = sorted(set(found))
            self._lengths.setdefault(key[0], []).append(len(key))
        for first, lengths in self._lengths.items():
            self._lengths[first] = sorted(set(lengths), reverse=True)

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every mention, in order; of one concept at one place only the longest."""
        found = [Mention(name, start, end) for name, start, end in self._find(words)]
        names = [mention for mention in found if mention.id[0] == "n"]
        return [mention for mention in found if mention.id[0] != "o" or not any(map(mention.is_within, names))]

    def ids(self, words: Sequence[str]) -> list[str]:
        """The ids of all mentions, each once, in order of first mention."""
        return list(dict.fromkeys([name for name, _, _ in self._find(words)]))

    def of_text(self, text: str) -> list[str]:
        """The ids of a normalised text."""
        return self.ids(text.split())

    def _find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Every mention as (id, start, end)."""
        stems = tuple(stem(word) for word in words)
        for start, first in enumerate(stems):
            seen: set[str] = set()
            for length in self._lengths.get(first, ()):
                key = stems[start : start + length]
                for name in self._names.get(key, ()):
                    if name not in seen and self._is_meant(name, words[start : start + len(key)], words[:start]):
                        seen.add(name)
                        yield name, start, start + len(key)

    def _is_meant(self, name: str, wording: Sequence[str], before: Sequence[str]) -> bool:
        """Whether a concept or name is meant by its wording here; a concept always is."""
        if name[0] == "o" and before and before[-1] in _CONTRASTS:
            return False
        return name[0] == "c" or len(wording) > 1 or wording[0] not in self._little
