"""The knowledge base and the answer, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """Whether an article states something as fact or as its author's view."""

    REPORTED = "reported"
    COMMENTARY = "commentary"


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    CLARIFY = "clarify"
    REFUSED = "refused"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph of an article; `sha256` is of its normalised text, which is not kept."""

    section: str
    paragraph: int
    sha256: str

    @property
    def ref(self) -> str:
        """The passage's name within its article: `section/paragraph`."""
        return f"{self.section}/{self.paragraph}"


@dataclass(frozen=True, slots=True)
class Event:
    """What an article is about, in time; `cues` are words that name this event and no other."""

    name: str
    heading: str
    year: int
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """A published piece. `label` is how we name it where it has no title; None is 'not known'."""

    id: str
    label: str
    event: Event
    passages: Mapping[str, Passage]
    sources: Mapping[int, str] = field(default_factory=dict)
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that the coverage states, in our words; `by` is whom the article attributes it to."""

    id: str
    article: str
    says: str
    kind: Kind
    passage: str
    by: str | None = None
    source: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's words, verbatim."""

    id: str
    article: str
    speaker: str
    words: str
    passage: str
    source: int | None = None
    kind: Kind = Kind.REPORTED


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a reply and the ids of the claims and quotes it rests on."""

    text: str
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """What a reply says from one article (None: from no article in particular), with at most one quote."""

    article: str | None
    sentences: tuple[Sentence, ...]
    quote: str | None = None

    @property
    def refs(self) -> frozenset[str]:
        """The claims and quotes that its sentences rest on."""
        return frozenset(ref for sentence in self.sentences for ref in sentence.refs)


class IntentKind(StrEnum):
    """What answering an intent amounts to."""

    FACT = "fact"
    GAP = "gap"
    SMALLTALK = "smalltalk"
    BACKGROUND = "background"


OF_THE_COVERAGE = frozenset({IntentKind.FACT, IntentKind.GAP})
"""The kinds that say something of the coverage's matter."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What must hold of a question before its intent may answer.

    `require`: concepts, each of which the question must mention (`a|b`: either one);
    `forbid`: concepts that the question must not mention.
    """

    require: tuple[tuple[str, ...], ...] = ()
    forbid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """The cell of a grid of known gaps that an intent is: a thing of the coverage and what people ask of it."""

    thing: str
    attribute: str


@dataclass(frozen=True, slots=True)
class Intent:
    """One thing that people ask: the canonical question, its phrasings, its rules and its reply.

    `cell` is where a known gap stands in its grid (None: it stands alone).
    """

    id: str
    asks: str
    phrasings: tuple[str, ...]
    parts: tuple[ReplyPart, ...]
    kind: IntentKind = IntentKind.FACT
    rules: Rules = Rules()
    answers: frozenset[str] = frozenset()
    cell: Cell | None = None

    @property
    def refs(self) -> frozenset[str]:
        """The claims and quotes that the reply rests on."""
        return frozenset(ref for part in self.parts for ref in part.refs)


@dataclass(frozen=True, slots=True)
class Footnote:
    """One numbered reference of an answer: a passage, and the claims and quotes (`refs`) that rest on it."""

    n: int
    refs: tuple[str, ...]
    article: Article
    passage: Passage
    kind: Kind
    source: int | None = None


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A sentence of an answer and the numbers of its footnotes."""

    text: str
    notes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedQuote:
    """The quote of an answer, its speaker and the number of its footnote."""

    words: str
    speaker: str
    note: int


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What an answer says of one event; `heading` dates it, and is None where no event is meant."""

    heading: str | None
    sentences: tuple[CitedSentence, ...]
    quote: CitedQuote | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question that can be asked: the intent's id and its canonical question."""

    intent: str
    asks: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """How an answer came about.

    `confidence` and `runner_up_confidence` are 0..1; `corrected` is the question as it was understood, and
    `repairs` are the words that spelling repair changed, as (typed, understood); `phrasing` is the nearest
    known wording; `guards` is what each guard that spoke saw, in their order, and `held` which of these held back
    the reply of which intent, as (intent, what was seen); `also` are the further intents
    that were told, where a message asked several things; `follows` is the earlier question of the conversation
    by which it was understood, empty where it stood alone.
    """

    knowledge: str
    intent: str | None = None
    confidence: float = 0.0
    runner_up: str | None = None
    runner_up_confidence: float = 0.0
    corrected: str = ""
    repairs: tuple[tuple[str, str], ...] = ()
    phrasing: str | None = None
    guards: tuple[str, ...] = ()
    held: tuple[tuple[str, str], ...] = ()
    also: tuple[str, ...] = ()
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question: every sentence of `parts` that states something carries footnotes."""

    status: Status
    parts: tuple[AnswerPart, ...]
    footnotes: tuple[Footnote, ...]
    suggestions: tuple[Suggestion, ...]
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that matter: `concepts` and `names` map an id or a name to its wordings (lower case, normalised).

    `names` are names within the coverage, `outside` names that it does not cover but that people ask about.
    """

    concepts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    outside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """Known gaps as things x attributes.

    `things` are the names by which each thing goes; `attributes` the wordings by which each is asked for, in which
    `{thing}` stands for the thing.
    """

    things: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attributes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KnowledgeBase:
    """All that the bot knows, frozen; `version` is `sha256:` and a hash of the content, however it is laid out."""

    articles: Mapping[str, Article]
    claims: Mapping[str, Claim]
    quotes: Mapping[str, Quote]
    intents: Mapping[str, Intent]
    lexicon: Lexicon
    version: str
    grid: Grid = field(default_factory=Grid)
