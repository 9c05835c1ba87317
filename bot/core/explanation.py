"""The receipt of an answer, laid open: what was understood, what matched, what spoke against it, what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.decision import TIED
from bot.core.model import (
    Answer,
    Footnote,
    Intent,
    IntentKind,
    Kind,
    KnowledgeBase,
    Quote,
    Receipt,
    Status,
    Suggestion,
)
from bot.core.plain import article_text

_CHECKS = {
    "arithmetic": "sums",
    "errand": "errands",
    "outside": "names",
    "year": "years",
    "name": "who belongs to which event",
    "speaker": "who said it",
    "concept": "the subject",
    "answer type": "what kind of thing is asked for",
    "attribute": "what the coverage leaves out",
    "event": "events",
    "number": "figures",
    "negation": "denials",
    "topic": "topics",
    "follow-up": "the conversation",
    "language": "the language",
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known question that was considered, and the confidence (0..1) that the guards left it; `asks` may be empty."""

    intent: str
    asks: str
    kind: IntentKind
    confidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A claim or quote (`ref`) that footnote `n` cites; `by` is whose words or view it is, None: the article's.

    `source` is the article's own source as a number and a name, `article` its publisher, title and date.
    """

    n: int
    ref: str
    text: str
    verbatim: bool
    kind: Kind
    by: str | None
    passage: str
    source: str | None
    article: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an answer is as it is.

    `question` is the question as normalised and repaired, empty where it was picked and not typed; `follows` is
    the earlier question by which it was completed, empty where it stood alone; `repairs` are (typed, understood);
    `also` are the canonical questions of what else was told: where a message asked several things, or (`tied`)
    where another reply was nearly as likely;
    `spoken` tells whether the best candidate's reply is what was said; `margin` (-1..1) is how far `best` is
    ahead of `runner_up`; `guards` are sentences; `nearest` are the questions that were suggested.
    """

    status: Status
    question: str
    repairs: tuple[tuple[str, str], ...]
    spoken: bool
    best: Candidate | None
    phrasing: str | None
    runner_up: Candidate | None
    margin: float
    guards: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    nearest: tuple[Suggestion, ...]
    knowledge: str
    follows: str = ""
    also: tuple[Suggestion, ...] = ()
    tied: bool = False


def explain(answer: Answer, knowledge: KnowledgeBase) -> Explanation:
    """Lay an answer's receipt open; `knowledge` is what it was answered from."""
    receipt = answer.receipt
    best = _candidate(receipt.intent, receipt.confidence, knowledge)
    rival = receipt.runner_up if receipt.runner_up != receipt.intent else None
    runner_up = _candidate(rival, receipt.runner_up_confidence, knowledge)
    spoken = best is not None and _says(answer, knowledge.intents[best.intent])
    return Explanation(
        status=answer.status,
        question=receipt.corrected,
        repairs=receipt.repairs,
        spoken=spoken,
        best=best,
        phrasing=receipt.phrasing,
        runner_up=runner_up,
        margin=receipt.confidence - receipt.runner_up_confidence if runner_up else receipt.confidence,
        guards=tuple(dict.fromkeys(_guards(receipt, knowledge))),
        evidence=tuple(_evidence(note, ref, knowledge) for note in answer.footnotes for ref in note.refs),
        nearest=answer.suggestions,
        knowledge=receipt.knowledge,
        follows=receipt.follows,
        also=tuple(Suggestion(id_, knowledge.intents[id_].asks) for id_ in receipt.also if id_ in knowledge.intents),
        tied=TIED in receipt.guards,
    )


def _candidate(intent_id: str | None, confidence: float, knowledge: KnowledgeBase) -> Candidate | None:
    intent = knowledge.intents.get(intent_id or "")
    return Candidate(intent.id, intent.asks, intent.kind, confidence) if intent else None


def _says(answer: Answer, intent: Intent) -> bool:
    """Whether the answer is the intent's reply, rather than the bot's standing words."""
    own = {sentence.text for part in intent.parts for sentence in part.sentences}
    return any(sentence.text in own for part in answer.parts for sentence in part.sentences)


def _guards(receipt: Receipt, knowledge: KnowledgeBase) -> Iterator[str]:
    """What the guards saw, as sentences; what held a reply back is told apart from what only set it right."""
    held: dict[str, list[str]] = {}
    for intent, saw in receipt.held:
        held.setdefault(saw, []).append(intent)
    for note in (note for note in receipt.guards if note != TIED):
        kind, _, saw = note.partition(": ")
        check = f"The check on {_CHECKS.get(kind, kind)}"
        if note in held:
            asked = [f"“{knowledge.intents[id_].asks}”" for id_ in held[note] if id_ in knowledge.intents]
            yield f"{check} held back the reply to {' and to '.join(asked)}: {saw.replace('_', ' ')}."
        elif kind == "event" and not saw.startswith("asked"):
            yield f"The question points to {saw}, so only that part of the reply was given."
        else:
            yield f"{check} noted: {saw or kind}."


def _evidence(note: Footnote, ref: str, knowledge: KnowledgeBase) -> Evidence:
    entry = knowledge.claims.get(ref) or knowledge.quotes[ref]
    source = None if note.source is None else f"{note.source} ({note.article.sources.get(note.source, 'unnamed')})"
    return Evidence(
        n=note.n,
        ref=ref,
        text=entry.words if isinstance(entry, Quote) else entry.says,
        verbatim=isinstance(entry, Quote),
        kind=note.kind,
        by=entry.speaker if isinstance(entry, Quote) else entry.by,
        passage=f"{note.passage.section}, paragraph {note.passage.paragraph}",
        source=source,
        article=article_text(note.article),
    )
