"""An answer as plain text: everything that a reader sees."""

from __future__ import annotations

from itertools import groupby

from bot.core.model import Answer, AnswerPart, Article, Footnote, Kind


def plain_text(answer: Answer) -> str:
    """Headings, sentences with the numbers of their footnotes, quotes, footnotes and suggestions."""
    blocks = [_part(part) for part in answer.parts]
    for _, notes in groupby(answer.footnotes, key=lambda note: note.article.id):
        own = list(notes)
        blocks.append("\n".join([article_text(own[0].article), *(f"[{note.n}] {_place(note)}" for note in own)]))
    if answer.suggestions:
        blocks.append("\n".join(["You can ask:", *(f"- {suggestion.asks}" for suggestion in answer.suggestions)]))
    return "\n\n".join(blocks)


def _part(part: AnswerPart) -> str:
    lines = [f"{part.heading}:"] if part.heading else []
    lines.append(" ".join(sentence.text + _marks(sentence.notes) for sentence in part.sentences))
    if part.quote:
        lines.append(f"> “{part.quote.words}” — {part.quote.speaker}{_marks((part.quote.note,))}")
    return "\n".join(lines)


def _marks(notes: tuple[int, ...]) -> str:
    return " " + "".join(f"[{n}]" for n in notes) if notes else ""


def article_text(article: Article) -> str:
    """How an article is named: publisher, title, date, link; what is not known is said."""
    title = f"“{article.title}”" if article.title else f"untitled ({article.label})"
    pieces = [article.publisher or "Publisher unknown", title, article.published or "date unknown"]
    return ", ".join([*pieces, article.url] if article.url else pieces)


def footnote_text(note: Footnote) -> str:
    """One footnote's line without its number: the article, the passage, the article's own source, whose view."""
    return f"{article_text(note.article)} · {_place(note)}"


def _place(note: Footnote) -> str:
    """Where in its article: section and paragraph, the article's own source number, whose view it is."""
    pieces = [f"{note.passage.section} ¶{note.passage.paragraph}"]
    if note.source is not None:
        pieces.append(f"the article's source {note.source}")
    if note.kind is Kind.COMMENTARY:
        pieces.append("author's view")
    return " · ".join(pieces)
