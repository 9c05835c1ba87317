"""What a follow-up refers to: `and why?` is read as a question of its own by the question before it.

A question is elliptical if nothing in it names a subject: only words such as when, that and the other one,
years, and the cues of events. It is completed from the earlier question of the conversation, or it is about
the answer to that question. No word of any coverage stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.core.concepts import ConceptFinder
from bot.core.cues import CUES, MORE, OTHER, POINTERS, Cue
from bot.core.model import KnowledgeBase
from bot.core.origins import Origin, origin_asked
from bot.core.question import Question
from bot.core.shorthand import FILLERS, LIGHT
from bot.core.text import normalise

LONGEST = 12
"""A follow-up has at most so many words."""
_OPENER = re.compile(
    r"^(?:(?:and|but|so|also|then|plus|yes|no|sorry|i mean|what about|how about"
    r"|(?:(?:can|could|would) you )?tell me|do you know|i want to know) )+"
)
_ASKING = re.compile(
    r"^(?:what|which|who|whom|whose|when|where|why|how|did|does|do|is|was|are|were|has|have|had|will|would|can|could)\b"
)
_FRAME = re.compile(
    r"^(?:(?:tell|show|give) (?:me|us) |(?:what|anything|everything|all|something) )?"
    r"(?:(?:does|do|did) (?:the )?(?:coverage|articles?|text|you) (?:say|tell|know|report)(?: us| me)? |is known )?"
    r"(?:about|on|of) "
)
_QUESTION_WORD = re.compile(
    r"^(?:how (?:many|much|long|often|big|large)|how come|what|which|who|whom|whose|when|where|why|how)\b ?"
)
_AUXILIARY = re.compile(r"^(?:is|was|are|were|did|does|do|has|have|had|will|would|can|could) ")
_DANGLING = re.compile(r"(?: (?:about|of|on|to|for|with|in|from|by|at))+$")
_ORDINAL = re.compile(
    r"(?:(?:in|at|for|of|from|during|on) )?(?:the )?"
    r"(first|earlier|older|second|later|newer|latest|last)(?: (?:one|time))?"
)
_PLACES = {"first": 0, "earlier": 0, "older": 0, "second": 1}
"""Places in the order of events; the other ordinals mean the last."""
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_BESIDE = frozenset("in of for the by from to at with exactly just not".split())
"""What may stand beside a bare cue."""
_PARTNERS = frozenset("i me my mine we us our you your".split())
"""Whoever speaks of these does not ask about the coverage."""
_SPARE = (LIGHT | FILLERS) - _PARTNERS | frozenset(
    "one ones date reason reasons case specifically context talking".split()
)


@dataclass(frozen=True, slots=True)
class Turn:
    """An earlier question of the conversation as the log has it; `earlier` is the one that it followed itself.

    `question` is None where its text was not kept, `intent` where none was found.
    """

    question: str | None
    intent: str | None
    earlier: Turn | None = None


class Sort(StrEnum):
    """What a follow-up does with the question before it.

    It is completed by it, asks it of the other event, has a subject that only points to it (`was it legal`),
    asks where its answer comes from, or wants more of it.
    """

    COMPLETE = "complete"
    OTHER = "other"
    POINT = "point"
    ORIGIN = "origin"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Followup:
    """An elliptical question: the kind of thing it asks for (`cue`), or what of an answer's `origin`.

    `times` are its years and events, as typed; `marked` tells that it points back by its words (and, that, it),
    `bare` that it is only a cue (`when`, `in 2031`), which nobody asks but after something.
    """

    sort: Sort
    text: str
    cue: Cue | None = None
    origin: Origin | None = None
    times: tuple[str, ...] = ()
    marked: bool = False
    bare: bool = False


class Conversation:
    """Reads follow-ups, and completes them; made for one knowledge base, whose events it knows by their cues."""

    def __init__(self, knowledge: KnowledgeBase, finder: ConceptFinder) -> None:
        self._finder = finder
        events = [article.event for article in knowledge.articles.values()]
        self._years = sorted({event.year for event in events})
        self._cues = sorted(
            {normalise(cue) for event in events for cue in event.cues}, key=lambda cue: (-len(cue), cue)
        )
        names = [*(event.name for event in events), *(article.label for article in knowledge.articles.values())]
        self._event_words = frozenset(word for name in names for word in normalise(name).split()) | {"articles"}

    def read(self, question: Question) -> Followup | None:
        """The question as a follow-up; None where it has a subject of its own, or asks nothing."""
        text = question.text
        if not text or len(question.words) > LONGEST:
            return None
        bare = _OPENER.sub("", f"{text} ").strip()
        marked = bare != text or bool(POINTERS.search(text))
        if (origin := origin_asked(bare)) is not None:
            return Followup(Sort.ORIGIN, text, origin=origin, marked=marked)
        if MORE.fullmatch(bare) or MORE.fullmatch(text):
            return Followup(Sort.MORE, text, marked=True, bare=True)
        points = bool((bare != text or _ASKING.search(bare)) and POINTERS.search(bare))
        found = self._elliptical(question, bare, marked=marked, points=points)
        if found is None and points and not any(mention.id[0] != "c" for mention in question.mentions):
            found = Followup(Sort.POINT, text, _cue_of(bare))
        return found

    def _elliptical(self, question: Question, bare: str, *, marked: bool, points: bool) -> Followup | None:
        """A question that needs completing; `bare` is its text without what opens it."""
        text = question.text
        times = self.times(text)
        other = OTHER.search(text)
        if self._has_subject(question, times) or not self._is_spare(bare, times, points=bool(other or times)):
            return None
        cue = _cue_of(bare)
        if other and not times:
            return Followup(Sort.OTHER, text, cue, marked=True)
        if cue is None and not times and not points:
            return None
        only = self._is_bare(bare, times)
        return Followup(Sort.COMPLETE, text, cue, times=times, marked=marked or only, bare=only)

    def times(self, text: str) -> tuple[str, ...]:
        """The years and the cues of events in a text that name nothing else, in order."""
        if ordinal := _ORDINAL.fullmatch(_OPENER.sub("", text)):
            return self._by_order(ordinal[1])
        cues = [cue for cue in self._cues if f" {cue} " in f" {text} " and self._names_only_time(cue)]
        cues = [cue for cue in cues if not any(cue != other and cue in other for other in cues)]
        years = [word for word in text.split() if _YEAR.match(word)]
        return tuple(sorted({*cues, *years}, key=lambda time: (text.find(time), time)))

    def _by_order(self, word: str) -> tuple[str, ...]:
        """The year of the first event, of the second or of the last, as an ordinal by itself names them."""
        place = _PLACES.get(word, -1)
        return (str(self._years[place]),) if len(self._years) > max(place, 1) else ()

    def without_times(self, text: str) -> str:
        """A text without its years and the cues of events that name nothing else."""
        for time in self.times(text):
            text = re.sub(rf"\b(?:(?:in|of|from|for|during) )?(?:the )?{re.escape(time)}\b", " ", text)
        return " ".join(text.split())

    def complete(self, followup: Followup, earlier: str, times: Sequence[str] | None = None) -> list[str]:
        """The follow-up as a whole question, after the earlier one (normalised): in one or two wordings.

        `times` go before its own.
        """
        times = followup.times if times is None else times
        subject = _FRAME.sub("", _OPENER.sub("", earlier))
        if times:
            subject = self.without_times(subject)
        wordings = [subject]
        if followup.cue is not None and followup.sort is not Sort.POINT:
            wordings = list(_with_cue(followup.cue, subject))
        elif not times or followup.sort is Sort.POINT:
            wordings = [self._pointed(followup, self._content(subject))]
        when = [f"in {time}" if _YEAR.match(time) else time for time in times]
        return [" ".join([wording, *when]).strip() for wording in wordings]

    def topic(self, text: str) -> frozenset[str]:
        """The concepts and names that a text mentions."""
        return frozenset(self._finder.ids(normalise(text).split()))

    def _pointed(self, followup: Followup, content: str) -> str:
        """The follow-up's own words, its first word that points back replaced by what it points to."""
        first = POINTERS.sub(f" {content} ", _OPENER.sub("", f"{followup.text} "), count=1)
        return _DANGLING.sub("", " ".join(POINTERS.sub(" ", first).split()))

    def _content(self, subject: str) -> str:
        return " ".join(word for word in subject.split() if word not in _SPARE) or subject

    def _has_subject(self, question: Question, times: Sequence[str]) -> bool:
        """Whether it names a concept by common words only, as `let go` does."""
        spans = [" ".join(question.words[mention.start : mention.end]) for mention in question.mentions]
        return any(" " in span and not any(span in time for time in times) for span in spans)

    def _is_spare(self, text: str, times: Sequence[str], *, points: bool) -> bool:
        """Whether no word names a subject; words such as `article` are spare beside a year or `the other`."""
        rest = f" {text} "
        for time in times:
            rest = rest.replace(f" {time} ", " ")
        return all(word in _SPARE or (points and word in self._event_words) for word in rest.split())

    def _is_bare(self, bare: str, times: Sequence[str]) -> bool:
        """Whether it is only a cue, as `when` or `in 2031`."""
        rest = f" {bare} "
        for time in times:
            rest = rest.replace(f" {time} ", " ")
        for cue in CUES:
            rest = cue.pattern.sub(" ", rest)
        return not set(rest.split()) - _BESIDE

    def _names_only_time(self, cue: str) -> bool:
        """Whether an event's cue is no subject as well: `first meeting` and `may`, but no name, concept or figure."""
        words = cue.split()
        if not all(word[0].isdigit() for word in words) and all(
            word in LIGHT or word in self._event_words or word[0].isdigit() for word in words
        ):
            return True
        return not self._finder.mentions(words) and words[0] in _MONTHS


_MONTHS = frozenset("january february march april may june july august september october november december".split())


def _cue_of(bare: str) -> Cue | None:
    return next((cue for cue in CUES if cue.pattern.search(bare)), None)


def _with_cue(cue: Cue, subject: str) -> Iterator[str]:
    """`why` and `how many people were let go` -> `why people were let go`; then with what is counted at its end."""
    rest = _QUESTION_WORD.sub("", subject)
    if cue.counts:
        yield f"{cue.head} {_AUXILIARY.sub('', rest)}"
        return
    yield f"{cue.head} {rest}"
    noun, _, clause = rest.partition(" ")
    if rest != subject and _AUXILIARY.match(clause):
        yield f"{cue.head} {clause} {noun}"
