"""Figures in a text, by value and unit, and what the coverage says instead of a figure that is not its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.core.text import normalise

_FIGURE = re.compile(r"(?<!\w)(\d+(?:\.\d+)?)(?: (?:billion )?to \d+(?:\.\d+)?)?(?: (percent|billion|million))?(?!\w)")
_LEAST_COUNT = 100
"""Smaller bare numbers are days, sources or steps rather than counts."""
_YEARS = range(1900, 2100)


@dataclass(frozen=True, slots=True)
class Figure:
    """A value and what it counts: `percent`, `billion`, `million`, or nothing named."""

    value: float
    unit: str | None

    def __str__(self) -> str:
        """As people write it: `5%`, `3,600`, `60 billion`."""
        number = f"{self.value:,.0f}" if self.value == int(self.value) else f"{self.value:g}"
        return f"{number}%" if self.unit == "percent" else f"{number} {self.unit}" if self.unit else number


def figures(text: str) -> list[Figure]:
    """The figures of a text, in order; bare years and bare small numbers are none."""
    found = []
    for match in _FIGURE.finditer(normalise(text)):
        value, unit = float(match[1]), match[2]
        if unit or (value >= _LEAST_COUNT and value not in _YEARS):
            found.append(Figure(value, unit))
    return found


def contradiction(asked: Iterable[Figure], told: Iterable[Figure]) -> tuple[Figure, Figure] | None:
    """A figure that was asked and the one told instead, of the same unit; None if every one agrees."""
    own = list(told)
    for figure in asked:
        same_unit = [other for other in own if other.unit == figure.unit]
        if same_unit and figure not in same_unit:
            return figure, same_unit[0]
    return None
