"""What can be told of an answer itself: whose words or view it is, what of it is a quote, where it stands.

Standing sentences with slots, each with the footnotes of what it speaks of. They state nothing of the
coverage's matter, only what claims and quotes carry: speaker, attribution, kind, article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.core.model import Answer, AnswerPart, Article, CitedSentence, Claim, Kind, KnowledgeBase, Quote
from bot.core.origins import Origin

NOTHING = "I stated nothing from the coverage there, so there are no words to trace to anybody."
_WHAT = "\0"
_VOICES = 3
"""So many different attributions are told one by one; more are left to the footnotes."""


@dataclass(frozen=True, slots=True)
class _Rest:
    """Something that a part of an answer rests on, and its footnote."""

    entry: Claim | Quote
    note: int


def provenance(told: Answer, origin: Origin, knowledge: KnowledgeBase) -> tuple[AnswerPart, ...]:
    """The parts of an answer about the answer `told`, with its headings and its footnotes; none if it cites nothing."""
    parts = []
    for part in told.parts:
        rests = list(_rests(part, told, knowledge))
        if rests:
            sentences = tuple(_SENTENCES[origin](rests, part, knowledge))
            quote = None if origin is Origin.SOURCE else part.quote
            parts.append(AnswerPart(part.heading, sentences, quote))
    return tuple(parts)


def _rests(part: AnswerPart, told: Answer, knowledge: KnowledgeBase) -> Iterator[_Rest]:
    """What the part rests on: the claims and quotes of the footnotes that it cites, in their order."""
    cited = {n for sentence in part.sentences for n in sentence.notes} | ({part.quote.note} if part.quote else set())
    for note in told.footnotes:
        if note.n in cited:
            for ref in note.refs:
                entry = knowledge.claims.get(ref) or knowledge.quotes[ref]
                if isinstance(entry, Claim) or part.quote is None or entry.words == part.quote.words:
                    yield _Rest(entry, note.n)


def _speaker(rests: Sequence[_Rest], part: AnswerPart, _: KnowledgeBase) -> Iterator[CitedSentence]:
    if part.quote is not None:
        yield CitedSentence(f"The words in quotation marks are those of {part.quote.speaker}.", (part.quote.note,))
        rests = [rest for rest in rests if isinstance(rest.entry, Claim)]
    by: dict[str, list[_Rest]] = {}
    for rest in rests:
        by.setdefault(_voice(rest.entry), []).append(rest)
    if len(by) > _VOICES:
        yield CitedSentence("What I said comes from several voices; the footnotes tell them apart.", _notes(rests))
        return
    what = "a part of it" if len(by) > 1 else "it" if part.quote is None else "the rest"
    for voice, own in by.items():
        sentence = voice.replace(_WHAT, what)
        yield CitedSentence(f"{sentence[0].upper()}{sentence[1:]}", _notes(own))


def _voice(entry: Claim | Quote) -> str:
    """Whose it is, as a sentence with a place for what it speaks of."""
    if isinstance(entry, Quote):
        return f"The article quotes {entry.speaker}."
    if entry.kind is Kind.COMMENTARY:
        return f"{_WHAT} is the view of the article's author, told in my own words."
    if entry.by is not None:
        return f"The article attributes {_WHAT} to {entry.by}; I tell it in my own words."
    return f"The article itself reports {_WHAT} and attributes it to nobody."


def _quote(rests: Sequence[_Rest], part: AnswerPart, _: KnowledgeBase) -> Iterator[CitedSentence]:
    if part.quote is None:
        yield CitedSentence("No, that is told in my own words and not word for word.", _notes(rests))
        return
    yield CitedSentence(
        f"Yes, what stands in quotation marks is word for word; the words are those of {part.quote.speaker}.",
        (part.quote.note,),
    )
    if own := _notes([rest for rest in rests if isinstance(rest.entry, Claim)]):
        yield CitedSentence("The rest is told in my own words.", own)


def _source(rests: Sequence[_Rest], _: AnswerPart, knowledge: KnowledgeBase) -> Iterator[CitedSentence]:
    by_article: dict[str, list[_Rest]] = {}
    for rest in rests:
        by_article.setdefault(rest.entry.article, []).append(rest)
    for id_, own in by_article.items():
        kinds = {rest.entry.kind for rest in own}
        how = "The article reports it." if kinds == {Kind.REPORTED} else "It is the view of the article's author."
        if len(kinds) > 1:
            how = "The article reports a part of it, and a part is its author's view."
        article = knowledge.articles[id_]
        yield CitedSentence(f"It stands in {_named(article)}. {how}{_credited(own, article)}", _notes(own))


def _named(article: Article) -> str:
    """The article by title, or by how we call it; by whom it was published, if that is known."""
    title = f"“{article.title}”" if article.title else f"{article.label}, whose title is not known"
    return f"{title}, published by {article.publisher}" if article.publisher else title


def _credited(rests: Sequence[_Rest], article: Article) -> str:
    """The article's own sources, as far as it credits any."""
    numbers = sorted({rest.entry.source for rest in rests if rest.entry.source is not None})
    if not numbers:
        return ""
    named = " and ".join(f"{number} ({article.sources.get(number, 'unnamed')})" for number in numbers)
    return f" It credits its own source{'s' * (len(numbers) > 1)} {named}."


def _notes(rests: Sequence[_Rest]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(rest.note for rest in rests))


_SENTENCES = {Origin.SPEAKER: _speaker, Origin.QUOTE: _quote, Origin.SOURCE: _source}
