"""Names that a question asks about and the whole knowledge base has never heard of, told by their capitals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from bot.core.text import normalise

_WORD = r"(?:[A-Z][a-z]+|[A-Z]{2,5}\b)"
_NAME = re.compile(rf"(?<=[a-z0-9,)'’] ){_WORD}(?: {_WORD})*|\b[A-Z]{{2,5}}\b")
"""A name in the middle of a sentence, or initials anywhere: what begins a sentence has a capital anyway."""
_ASIDE = re.compile(r"\b(?:(?:is|was) it|(?:my|our) \w+|(?:hi|hey|hello|dear|thanks|thx|cheers),?)$", re.IGNORECASE)
"""Before a name that is only offered (`was it Jane who ...`), spoken to, or of one's own (`my colleague Jane`)."""
_TITLE = 0.7
"""From which share of capitals on a text is written like a title, and they tell nothing."""


def strangers(text: str, knows: Callable[[Sequence[str]], bool]) -> Iterator[str]:
    """The names, as they are written, of whose words in a row the knowledge base does not know (`knows`)."""
    words = text.split()
    if sum(word[:1].isupper() for word in words) >= _TITLE * len(words):
        return
    for found in _NAME.finditer(text):
        if not _ASIDE.search(text[: found.start()].rstrip()) and not knows(_words(found[0])):
            yield found[0]


def _words(name: str) -> list[str]:
    return [word for part in name.replace("-", " ").split() for word in normalise(part).split()]
