"""Text -> YAML, for what the program prints for a knowledge file."""

from __future__ import annotations

import re

# Fewer than YAML allows: letters, digits and what stands in ordinary headings.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .'’-]*[\w.])?")
# They would read back as null, true or false.
_WORDS = frozenset("null true false yes no on off".split())


def scalar(text: str) -> str:
    """The text as it can stand in a list or mapping in brackets: in quotes where it would not read back plain."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return f'"{"".join(map(_escaped, text))}"'


def _escaped(character: str) -> str:
    if character in '"\\':
        return f"\\{character}"
    return character if character.isprintable() else f"\\U{ord(character):08x}"
