"""A question as the engine understands it: words, concepts, names, numbers, years, the kind of thing asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.concepts import ConceptFinder, Mention
from bot.core.figures import Figure, figures
from bot.core.shorthand import LIGHT
from bot.core.spelling import Speller
from bot.core.strangers import strangers
from bot.core.text import normalise

_YEAR = re.compile(r"^(19|20)\d\d$")
_NEGATIONS = frozenset({"not", "no", "never", "nobody", "nothing", "neither", "nor", "without"})


class AnswerType(StrEnum):
    """The kind of thing that a question asks for, or that a reply holds."""

    DATE = "date"
    DAY = "day"
    COUNT = "count"
    PERCENT = "percent"
    AMOUNT = "amount"
    PERSON = "person"


_OPENING = r"^(?:and |so |but )*"
_HAVE = r"(?:was|were|is|are|did|does|do|will|has|have)"
_AMOUNT = (
    rf"\bhow much (?:money|{_HAVE})\b.*\b(?:cost|spend|spent|spending|pay|paid|invest|earn|make|worth)\b"
    r"|\bhow (?:much|many) (?:money|dollars|billion|million)\b"
    r"|\b(?:what|which|whats|name|state|give|exact)\b(?: \w+){0,3} (?:price|salary|salaries|net worth)\b"
)
_DATE = (
    rf"{_OPENING}when (?:{_HAVE}|exactly|precisely)\b|\b(?:what|which) month\b|\bmonth and year\b"
    r"|\bwhat (?:is|was) the (?:\w+ )?date\b|\bdate (?:fixed|set|scheduled|given) for\b"
)
_SOMEBODY = r"(?:person|people|man|woman|employee|executive|individual|official|member|politician|author)"
_PERSON = (
    rf"{_OPENING}who(?:m|se)?\b|\b(?:and|or|not|if|in|on|under|by|from|to|with) whose\b|\b(?:by|from|to) whom\b"
    rf"|\bwho (?:was|is) (?:it|behind)\b|\bnames? of\b"
    rf"|\b(?:which|name the) {_SOMEBODY}\b|\bindividual who\b"
)
_ASKS: tuple[tuple[AnswerType, str], ...] = (
    (AnswerType.PERCENT, r"\b(?:what|which|how many) (?:percent|percentage|share|fraction|proportion)\b"),
    (AnswerType.DATE, _DATE),
    (
        AnswerType.DAY,
        r"\b(?:what|which|exact|specific|precise|set|fixed) (?:date|day)\b|\bis there (?:a|any) (?:date|day)\b",
    ),
    (AnswerType.COUNT, r"\bhow many\b|\bnumber of\b|\bhow often\b|\b(?:headcount|tally) of\b"),
    (AnswerType.AMOUNT, _AMOUNT),
    (AnswerType.PERSON, _PERSON),
)
_NOT_ASKED = re.compile(
    r"\b(?:not|never mind|forget|skip|leave out) (?:\w+ ){0,2}?"
    r"(?:how (?:many|much|often)|when|who|(?:what|which) \w+|the (?:number|date|day|name|size|share|amount)s?)\b"
)
"""What is expressly not asked for: `do not tell me how many, tell me what they said`."""
_MONEY = re.compile(r"\b(?:billions?|millions?|dollars|bucks)\b")
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _ASKS)


_WORK = (
    r"(?:letter|email|e mail|poem|song|lyrics|rap|haiku|limerick|joke|story|novel|essay|speech|script|program|function"
    r"|app|resume|cv|screenplay|slogan|recipe|meme|memo|text|message|intro|notice|pun|toast|caption|post|blog|bio|review"
    r"|quiz|sonnet|parody|riddle|prayer|posting|advert|ad|cover)s?\b"
)
_ASKING = r"(?:please|pls|plz|can|could|would|will|you|u|now|ok|okay|hey|yo|just|then|and|help|me|want|need|i|to)"
_ERRAND = re.compile(
    rf"^(?:{_ASKING} )*(?:write|draft|compose|generate|create|make) (?:me |us )?(?:\w+ ){{0,4}}?{_WORK}"
    rf"|^(?:\w+ ){{0,3}}?{_WORK}.* (?:write|make|code|draft) (?:it|that|one)\b"
)
"""Something to be made of the coverage's words: `draft me a letter ...`; a summary or list is none."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, parsed once; `corrected` pairs what was typed with what was understood.

    `strangers` are the names that it asks about and the knowledge base has never heard of.
    """

    text: str
    words: tuple[str, ...]
    corrected: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    years: frozenset[int]
    figures: tuple[Figure, ...]
    asks: frozenset[AnswerType]
    negated: bool
    strangers: tuple[str, ...] = ()

    def text_of(self, mention: Mention) -> str:
        """The words of a mention."""
        return " ".join(self.words[mention.start : mention.end])

    @property
    def known(self) -> frozenset[str]:
        """The ids of all concepts and names it mentions."""
        return frozenset(mention.id for mention in self.mentions)

    @property
    def topical(self) -> bool:
        """Whether it names anything: `how much` alone is a known wording, but of no thing."""
        return any(not LIGHT.issuperset(self.words[mention.start : mention.end]) for mention in self.mentions)

    @property
    def errand(self) -> bool:
        """Whether it wants something written or made, rather than answered."""
        return bool(_ERRAND.search(self.text))

    @property
    def outside(self) -> tuple[str, ...]:
        """The names it mentions that the coverage says nothing about, in order."""
        named = [mention.id[2:] for mention in self.mentions if mention.id.startswith("o:")]
        return tuple(dict.fromkeys([*named, *self.strangers]))


def asked_for(text: str) -> frozenset[AnswerType]:
    """The kinds of thing that a normalised question asks for."""
    text = _NOT_ASKED.sub(" ", text)
    kinds = {kind for kind, pattern in _PATTERNS if pattern.search(text)}
    if AnswerType.COUNT in kinds and _MONEY.search(text):
        kinds = kinds - {AnswerType.COUNT} | {AnswerType.AMOUNT}
    return frozenset(kinds)


def negated(words: tuple[str, ...]) -> bool:
    """Whether the words deny something: an odd number of negations."""
    return sum(word in _NEGATIONS for word in words) % 2 == 1


def parse(
    raw: str,
    finder: ConceptFinder,
    speller: Speller | None = None,
    knows: Callable[[Sequence[str]], bool] | None = None,
) -> Question:
    """Any string as a question; `knows` tells whether the knowledge base has words in a row, for names."""
    words = normalise(raw).split()
    corrected: list[tuple[str, str]] = []
    if speller is not None:
        words, corrected = speller.repair(words)
    text = " ".join(words)
    return Question(
        text=text,
        words=tuple(words),
        corrected=tuple(corrected),
        mentions=tuple(finder.mentions(words)),
        years=frozenset(int(word) for word in words if _YEAR.match(word)),
        figures=tuple(figures(text)),
        asks=asked_for(text),
        negated=negated(tuple(words)),
        strangers=tuple(strangers(raw, knows)) if knows else (),
    )
