"""An answer as an object for other programs; README and `footnote ask --json` show it."""

from __future__ import annotations

from typing import TypedDict

from bot.core.model import Answer, Footnote
from bot.core.plain import plain_text


class CitationObject(TypedDict):
    """A cited claim or quote, `ref`; `n` is its footnote, `article` an id, `passage` section/paragraph."""

    n: int
    article: str
    passage: str
    source: int | None
    kind: str
    ref: str


class AnswerObject(TypedDict):
    """An answer: `id` is whatever the question came with, `text` everything that a reader sees."""

    id: object
    status: str
    text: str
    citations: list[CitationObject]
    suggestions: list[str]
    intent: str | None
    confidence: float
    knowledge: str


def answer_to_json(answer: Answer, question_id: object = None) -> AnswerObject:
    """The answer as an object that JSON can hold, if it can hold `question_id`."""
    receipt = answer.receipt
    return {
        "id": question_id,
        "status": answer.status.value,
        "text": plain_text(answer),
        "citations": [_citation(note, ref) for note in answer.footnotes for ref in note.refs],
        "suggestions": [suggestion.asks for suggestion in answer.suggestions],
        "intent": receipt.intent,
        "confidence": round(receipt.confidence, 4),
        "knowledge": receipt.knowledge,
    }


def _citation(note: Footnote, ref: str) -> CitationObject:
    return {
        "n": note.n,
        "article": note.article.id,
        "passage": note.passage.ref,
        "source": note.source,
        "kind": note.kind.value,
        "ref": ref,
    }
