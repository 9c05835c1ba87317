"""Which concepts and names a text mentions, by the lexicon's wordings, inflections included."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.core.model import Lexicon
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
    """Finds the lexicon's wordings in tokens, comparing stems; wordings may have several words."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for prefix, table in (("c", lexicon.concepts), ("n", lexicon.names), ("o", lexicon.outside)):
            for name, wordings in table.items():
                own = (name,) if prefix != "c" else ()
                for wording in {*own, *wordings}:
                    key = tuple(stem(word) for word in tokens(wording))
                    if key:
                        self._by_first.setdefault(key[0], []).append((key, f"{prefix}:{name}"))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: (-len(entry[0]), entry))

    def mentions(self, words: Sequence[str]) -> list[Mention]:
        """Every mention, in order; of one concept at one place only the longest."""
        stems = [stem(word) for word in words]
        found: list[Mention] = []
        for start, first in enumerate(stems):
            seen: set[str] = set()
            for key, name in self._by_first.get(first, ()):
                if name[0] == "o" and start > 0 and words[start - 1] in _CONTRASTS:
                    continue
                if name not in seen and tuple(stems[start : start + len(key)]) == key:
                    seen.add(name)
                    found.append(Mention(name, start, start + len(key)))
        return found

    def ids(self, words: Iterable[str]) -> list[str]:
        """The ids of all mentions, each once, in order of first mention."""
        return list(dict.fromkeys(mention.id for mention in self.mentions(list(words))))
