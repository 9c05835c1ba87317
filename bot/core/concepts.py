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


class ConceptFinder:
    """Finds the lexicon's wordings in tokens, comparing stems; wordings may have several words.

    A little word is a name only as it is written: `does` speaks of no Jo Doe, though the stems are the same.
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_first: dict[str, list[tuple[list[str], str]]] = {}
        named = (*lexicon.names.items(), *lexicon.outside.items())
        self._little = LIGHT.difference(
            word for name, others in named for wording in (name, *others) for word in tokens(wording)
        )
        for prefix, table in (("c", lexicon.concepts), ("n", lexicon.names), ("o", lexicon.outside)):
            for name, wordings in table.items():
                own = (name,) if prefix != "c" else ()
                for wording in {*own, *wordings}:
                    key = [stem(word) for word in tokens(wording)]
                    if key:
                        self._by_first.setdefault(key[0], []).append((key, f"{prefix}:{name}"))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every mention, in order; of one concept at one place only the longest."""
        return [Mention(name, start, end) for name, start, end in self._find(words)]

    def ids(self, words: Sequence[str]) -> list[str]:
        """The ids of all mentions, each once, in order of first mention."""
        return list(dict.fromkeys([name for name, _, _ in self._find(words)]))

    def of_text(self, text: str) -> list[str]:
        """The ids of a normalised text."""
        return self.ids(text.split())

    def _find(self, words: Sequence[str]) -> Iterator[tuple[str, int, int]]:
        """Every mention as (id, start, end)."""
        stems = [stem(word) for word in words]
        for start, first in enumerate(stems):
            if first not in self._by_first:
                continue
            seen: set[str] = set()
            for key, name in self._by_first[first]:
                if name[0] == "o" and start > 0 and words[start - 1] in _CONTRASTS:
                    continue
                if name[0] != "c" and len(key) == 1 and words[start] in self._little:
                    continue
                end = start + len(key)
                if name not in seen and stems[start:end] == key:
                    seen.add(name)
                    yield name, start, end
