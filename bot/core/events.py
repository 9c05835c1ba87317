"""Which event a question means: a year weighs more than a number or month, those more than a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.core.model import Article
from bot.core.question import Question
from bot.core.text import normalise

YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT = 3, 2, 1
_YEAR = re.compile(r"\b20\d\d\b")
_MONTHS = frozenset(
    "january february march april june july august september october november december".split()
)  # not May, which is mostly a verb
_COMPARES = re.compile(
    r"\b(compare|compared|comparison|contrast|versus|differences?|differ|each|then and now|side by side)\b"
    r"|\bboth\b(?! the (?!20|first|1st|old|earl|form)\w+( \w+){0,3} and\b)"
    r"|\bwhich (\w+ ){1,4}(bigger|larger|smaller|worse|greater|harsher|deeper)\b"
    r"|\b(bigger|larger|smaller) (\w+ ){0,7}or (the|that)\b"
    r"|\b(from|between) .*\b(to|and) (the )?(second|latest|newer|later)\b|\b(from|between) 20\d\d (to|and) 20\d\d\b"
    r"|\bbetween (the|those|these) (two|2)\b|\bbetween .*\band (in )?(the )?20\d\d\b"
    r"|\b(?!rather|other)(\w+er|more|less|worse) than (in |at |on )?(the )?"
    r"(first|second|earlier|previous|last|later|other|20\d\d)\b"
)
"""Words by which a question sets events against each other; then no cue narrows it."""


_RULED_OUT = re.compile(
    r"(?:(?P<before>\w+) )?\b(?:not|(?:other|rather) than|instead of|except|unlike)"
    r"(?: (?:the|that|those|in|of|from|about|for|at|with))* $"
)
"""Before the cue of an event that is not meant: `not the 2031 one`."""
_VERBS = frozenset("is are was were did does do have has will it he she they this that".split())
"""After these a `not` denies something else: `was it not the 2031 one`."""


_NOUN = (
    r"(?:all hands|meeting|gathering|session|assembly|get together|event|talk|speech|chat"
    r"|article|report|piece|story|text|account|write up|coverage)"
)
_THING = rf"(?:of (?:the|these|those) (?:two|2)\b|(?:{_NOUN}|occasion|time|year|round|wave|batch|one)\b)"
_OLDEST = re.compile(rf"(?<!\ban )(?<!\bsome )\b(?:first|1st|earlier|earliest|former|older|oldest) {_THING}")
_NEWEST = re.compile(rf"\b(?:latest|later|latter|newer|newest|more recent|most recent) {_THING}")
_SECOND = re.compile(rf"\b(?:second|2nd) {_THING}")


_IS_NOUN = re.compile(rf"\b{_NOUN}\b")
_WHERE = r"(?:where|with|about|on|of|when|that|(?:in|at|during) which)"
_HAPPENED = r"(?: (?:came up|came|was|is|part|bit|thing|stuff|remark|quote|line))*"


def _is_exact(cue: str) -> bool:
    """Whether a cue is a number or names a month: `1200`, `12 may`, `february`."""
    return cue[0].isdigit() or not _MONTHS.isdisjoint(normalise(cue).split())


def _is_ruled_out(before: str) -> bool:
    """Whether what stands before a cue says that its event is not the one."""
    found = _RULED_OUT.search(before)
    return found is not None and found["before"] not in _VERBS


def compares(text: str) -> bool:
    """Whether a normalised question sets events against each other."""
    return bool(_COMPARES.search(text))


def _spaced(cue: str) -> str:
    """A cue as it may stand in a text: `leaked meeting` also as `leaked board meeting`."""
    return r"(?: [a-z]+)? ".join(map(re.escape, normalise(cue).split()))


def _any(cues: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of the cues; None where there are none."""
    spaced = sorted(map(_spaced, cues), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(spaced)})\b") if spaced else None


def _descriptions(cues: Sequence[str]) -> Sequence[re.Pattern[str]]:
    """An event told by what it is known for: `the walkout article`, `the meeting where the walkout came up`."""
    known = [_spaced(cue) for cue in cues if not (_is_exact(cue) or _IS_NOUN.search(normalise(cue)))]
    if not known:
        return ()
    cue = f"(?:{'|'.join(sorted(known, key=len, reverse=True))})"
    return (
        re.compile(rf"\b(?:the|that|this|in|at) (?:\w+ ){{0,2}}?{cue} (?:\w+ )?(?P<noun>{_NOUN}|one)\b"),
        re.compile(rf"\b(?:the|that|this) (?:\w+ )?(?P<noun>{_NOUN}|one) {_WHERE} (?:\w+ ){{0,6}}?{cue}\b{_HAPPENED}"),
    )


class EventCues:
    """The cues of all articles' events."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._described = {id_: _descriptions(article.event.cues) for id_, article in articles.items()}
        self._years = {id_: article.event.year for id_, article in articles.items()}
        self._cues = {id_: [*self._cues_of(article)] for id_, article in articles.items()}

    def _cues_of(self, article: Article) -> Iterator[tuple[re.Pattern[str], int]]:
        """What speaks of the article's event, and what it weighs; its place among all is `the earlier of the two`."""
        cues = article.event.cues
        for chosen, weight in (
            ([str(article.event.year)], YEAR_WEIGHT),
            ([cue for cue in cues if _is_exact(cue)], NUMBER_WEIGHT),
            ([cue for cue in cues if not _is_exact(cue)], WORD_WEIGHT),
        ):
            if (pattern := _any(chosen)) is not None:
                yield pattern, weight
        order = sorted(self._years, key=lambda id_: (self._years[id_], id_))
        for pattern, place in ((_OLDEST, 0), (_SECOND, 1), (_NEWEST, -1)):
            if len(order) > 1 and order[place] == article.id:
                yield pattern, WORD_WEIGHT

    @property
    def years(self) -> frozenset[int]:
        """The years that some event has."""
        return frozenset(self._years.values())

    def described(self, text: str) -> tuple[str, str] | None:
        """Where a normalised text tells an event by what it is known for: those words, and the event by its year.

        What an event is known for is not what such a question asks about, but looks like it.
        """
        if not (_IS_NOUN.search(text) or " one" in text):
            return None
        for article, patterns in self._described.items():
            for found in (pattern.search(text) for pattern in patterns):
                rest = f"{text[: found.start()]} {text[found.end() :]}" if found else ""
                if found and not _YEAR.search(found[0]) and not self._tells_of_others(rest, article):
                    noun = "article" if found["noun"] == "one" else found["noun"]
                    return found[0], f"the {self._years[article]} {noun}"
        return None

    def _tells_of_others(self, text: str, article: str) -> bool:
        """Whether a text has a cue of another article's event."""
        others = (pattern for id_, cues in self._cues.items() if id_ != article for pattern, _ in cues)
        return any(pattern.search(text) for pattern in others)

    def meant(self, question: Question) -> frozenset[str]:
        """The articles that the question means: those with the highest class of cue; all, where there is none.

        An event that is only ruled out (`not the 2031 one`) is not meant, and if it alone is named, the others are.
        """
        if compares(question.text):
            return frozenset(self._years)
        weights = {id_: self._weight(question, id_) for id_ in self._years}
        for least in (YEAR_WEIGHT, NUMBER_WEIGHT, WORD_WEIGHT):
            chosen = frozenset(id_ for id_, weight in weights.items() if weight >= least)
            if chosen:
                return chosen
        return frozenset(id_ for id_, weight in weights.items() if weight == 0) or frozenset(weights)

    def _weight(self, question: Question, article: str) -> int:
        """How surely the question means the article's event: 0 without a cue, -1 where it is ruled out."""
        text = f" {question.text} "
        found = [(cue.start(), weight) for pattern, weight in self._cues[article] for cue in pattern.finditer(text)]
        kept = [weight for start, weight in found if not _is_ruled_out(text[:start])]
        return max(kept, default=-1 if found else 0)
