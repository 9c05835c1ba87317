"""What loading gathers beside the knowledge: where each thing stands, and every problem on the way."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from bot.errors import Problem
from bot.knowledge.files import Document, Place
from bot.knowledge.templates import nearest

Key: TypeAlias = "tuple[str, ...]"
"""What a thing is called.

("article", id), ("passage", article, section/paragraph), ("ref", id of a claim or quote), ("intent", id),
("part", intent, number) or ("wording", intent, wording), which leads to the wording's template.
"""


class Register:
    """Places by key, and problems in the order they were met."""

    def __init__(self) -> None:
        self._places: dict[Key, tuple[Document, Place]] = {}
        self._problems: dict[Problem, None] = {}

    @property
    def problems(self) -> list[Problem]:
        """Every problem reported so far, each once."""
        return list(self._problems)

    def add(self, problem: Problem) -> None:
        """Keep a problem."""
        self._problems.setdefault(problem)

    def report(self, document: Document, place: Place, reason: str) -> None:
        """Keep a problem at a place of a file."""
        self.add(document.problem(place, reason))

    def note(self, key: Key, document: Document, place: Place) -> None:
        """Remember where something without a name of its own stands; the first place is kept."""
        self._places.setdefault(key, (document, place))

    def mark(self, key: Key, document: Document, place: Place) -> None:
        """Remember where a thing stands; a second thing of the same name is a problem."""
        if key in self._places:
            first, at = self._places[key]
            reason = f"the id {key[-1]} is taken by {first.file}:{first.line(at)}; give one of them another id."
            self.report(document, (*place, "id"), reason)
            return
        self._places[key] = (document, place)

    def knows(self, key: Key) -> bool:
        """Whether a thing was marked or noted."""
        return key in self._places

    def problem(self, key: Key, reason: str, *under: str | int) -> Problem:
        """A problem of a thing that was marked (or of what stands `under` it), not kept."""
        document, place = self._places[key]
        return document.problem((*place, *under), reason)


def missing(what: str, name: str, known: Iterable[str], where: str) -> str:
    """The sentence for a name that refers to nothing, with the names that may have been meant."""
    names = sorted(known)
    near = ", ".join(f"`{one}`" for one in nearest(name, names))
    remedy = f"did you mean {near}?" if near else f"correct it, or add it {where}."
    return f"there is no {what} `{name}`; {remedy}"
