"""A coverage of any size for the benchmarks: the real intents again and again, each time about other things."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from zlib import crc32

from bot.core.model import Intent, IntentKind, KnowledgeBase

PHRASINGS_EACH = 100
"""Phrasings of an intent at the most, so that there are many intents."""
_LEAST_LETTERS = 4


def synthetic(knowledge: KnowledgeBase, phrasings: int) -> KnowledgeBase:
    """As many phrasings as asked for; the same every time.

    The first round has the intents as they are; in each further one about half of the longer words are others,
    which no other round has.
    """
    intents: dict[str, Intent] = {}
    left = phrasings
    for number in count():
        for intent in knowledge.intents.values():
            if intent.kind is IntentKind.BACKGROUND and number > 0:
                continue
            size = min(left, PHRASINGS_EACH)
            again = _again(intent, number, size)
            intents[again.id] = again
            left -= len(again.phrasings)
            if left <= 0:
                return replace(knowledge, intents=dict(sorted(intents.items())))
    raise AssertionError("unreachable: counting has no end")


def _again(intent: Intent, number: int, size: int) -> Intent:
    step = max(1, len(intent.phrasings) // size)
    return replace(
        intent,
        id=f"{intent.id}.{number}",
        asks=_about_others(intent.asks, number),
        phrasings=tuple(_about_others(text, number) for text in intent.phrasings[::step][:size]),
    )


def _about_others(text: str, number: int) -> str:
    return " ".join(_other(word, number) for word in text.split())


def _other(word: str, number: int) -> str:
    if number == 0 or len(word) < _LEAST_LETTERS or crc32(word.encode()) % 2:
        return word
    turned = crc32(f"{word} {number}".encode())
    return word[::-1] + "".join(
        "bdfgklmnprstvz"[turned >> shift & 7] + "aeiou"[turned >> shift & 3] for shift in (0, 4)
    )
