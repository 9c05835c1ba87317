"""Likeness by meaning: the optional extra `semantic`. Everything runs here, on the processor; nothing is fetched.

A sentence encoder (`encoder.py`, fed by `wordpiece.py`) turns texts into vectors; `meaning.py` makes of them what
the matcher asks for. Which model, under which licence, and how it compares: CONTRIBUTING.md.
"""

from bot.semantic.encoder import SentenceEncoder
from bot.semantic.meaning import Meaning

__all__ = ["Meaning", "SentenceEncoder", "similarities"]


def similarities(*, semantic: bool) -> tuple[Meaning, ...]:
    """What the setting `semantic` adds to the matcher.

    Raises SettingsError where it is on and the extra is missing or its file is another.
    """
    return (Meaning(SentenceEncoder.load().encode),) if semantic else ()
