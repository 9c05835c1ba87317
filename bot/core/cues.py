"""The English that follow-ups are made of: what they ask for, and how they point back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.core.question import AnswerType

_THAT = r"(?:that|this|it|those|these|they|so|he|she|them)"


@dataclass(frozen=True, slots=True)
class Cue:
    """A kind of thing to ask for: its question word, how it is put, the types of answer that hold it.

    `words` are those by which a known question's wordings show that it tells such a thing; `counts` marks a
    question word that a noun follows (`how many people`).
    """

    head: str
    pattern: re.Pattern[str]
    words: frozenset[str]
    types: frozenset[AnswerType] = field(default_factory=frozenset)
    counts: bool = False


def _cue(head: str, pattern: str, words: str, *types: AnswerType, counts: bool = False) -> Cue:
    return Cue(head, re.compile(rf"\b(?:{pattern})\b"), frozenset(words.split()), frozenset(types), counts)


CUES = (
    _cue("how long", "how long|for how long", "long duration length last hours days weeks months"),
    _cue("how often", "how often", "often frequently times"),
    _cue(
        "how many", "how many|what number|which number|what percent|what percentage|what share",
        "many number share percent percentage size", AnswerType.COUNT, AnswerType.PERCENT, counts=True,
    ),
    _cue(
        "how much", "how much|what amount|what price", "much amount cost price sum spend spent money",
        AnswerType.AMOUNT, AnswerType.COUNT, AnswerType.PERCENT, counts=True,
    ),
    _cue(
        "when", "when|what date|what day|what month|what year|which date|which day|which month|which year|date",
        "when date day month year time", AnswerType.DATE,
    ),
    _cue(
        "why", "why|how come|what for|for what|reason|reasons", "why reason reasons because cause grounds purpose",
    ),
    _cue("where", "where|what place|which place", "where place location site venue held"),
    _cue("who", "who|whom|whose|by who|by whom", "who whom whose names name person", AnswerType.PERSON),
    _cue("which", "which|what kind|what sort|what type", "which what name names kind"),
    _cue("how", "how", "how way method means"),
)  # fmt: skip
"""What a follow-up may ask for; the first that fits counts."""

POINTERS = re.compile(rf"\b(?:{_THAT}|his|her|their|its|him|there|then|same|the other(?: one)?|the one)\b")
"""Words that point back at something said before."""

OTHER = re.compile(
    r"\b(?:the|that) other(?: (?:one|article|piece|report|story|meeting|event|year|time|text))?$"
    r"|\bother (?:one|article|piece|report|story|meeting|event|year|time)\b"
)
"""The event that was not spoken of."""

_MORE_OF = r"(?: (?:on|about|of) (?:that|this|it))?"
MORE = re.compile(
    r"(?:(?:can|could|will|would) you )?(?:please )?(?:(?:tell|give|show) (?:me|us) )?"
    r"(?:(?:some|any|a bit|a little|bit|much|the|further|more) )*"
    rf"(?:(?:more|further|details?|more information|about (?:that|this|it)){_MORE_OF}"
    r"|(?:explain|elaborate|expand|describe)(?: (?:on )?(?:that|this|it))?|go on|continue|go deeper"
    r"|and|so|and so|so what|then|and then|and next|what (?:(?:happened|came|comes) )?(?:then|next|after (?:that|this))"
    rf"|(?:what|anything) (?:else|more){_MORE_OF}|what else (?:is there|is known|do you (?:know|have))"
    rf"|is there (?:more|anything else|anything more){_MORE_OF}|is that (?:all|everything|it))"
    r"(?: please)?"
)
"""A wish for more of the same."""
