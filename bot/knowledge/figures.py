"""The numbers of a text, by value: `3,600`, `3600` and `3.6k` are the same number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "mn": 10**6,
    "million": 10**6,
    "b": 10**9,
    "bn": 10**9,
    "billion": 10**9,
    "trillion": 10**12,
}
_WORDS = {
    **{
        word: value
        for value, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve "
            "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
        )
    },
    **{
        word: 10 * value
        for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
    },
}
_SHARES = {"half": 50, "third": 33, "quarter": 25, "fifth": 20, "tenth": 10}
# These stand in too many turns of phrase ('one of', 'the two articles', 'half') to be read as statements.
_LOOSE = frozenset({"zero", "one", "two", *_SHARES})
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.])(?P<digits>\d+(?:,\d{{3}})*(?:\.\d+)?)(?:[\s-]?(?P<scale>{_SCALE})s?\b)?"
    rf"|\b(?P<word>{'|'.join([*_WORDS, *_SHARES])})s?\b",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|and|or)\s*[$€£]?\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of a text: as it stands there, what it may be worth, and whether it is spelled out."""

    text: str
    values: frozenset[Decimal]
    spelled: bool = False

    @property
    def states(self) -> bool:
        """Whether it states an amount, rather than being a word that need not."""
        return not self.spelled or self.text.lower() not in _LOOSE


def figures(text: str) -> Iterator[Figure]:
    """Every number of a text, in order. In '60 to 65 billion' the 60 may be worth 60 or 60 billion."""
    matches = list(_NUMBER.finditer(text))
    for at, match in enumerate(matches):
        if word := match["word"]:
            lower = word.lower()
            value = Decimal(_WORDS.get(lower, _SHARES.get(lower, 0)))
            yield Figure(match[0], frozenset({value}), spelled=True)
            continue
        number = Decimal(match["digits"].replace(",", ""))
        worth = {number * _SCALES[scale.lower()]} if (scale := match["scale"]) else {number}
        following = matches[at + 1] if at + 1 < len(matches) else None
        ranged = following and following["scale"] and _RANGE.fullmatch(text, match.end(), following.start())
        if following and ranged and not scale:
            worth.add(number * _SCALES[following["scale"].lower()])
        yield Figure(match[0], frozenset(worth))


def values(text: str) -> frozenset[Decimal]:
    """Everything that the numbers of a text may be worth."""
    return frozenset(value for figure in figures(text) for value in figure.values)
