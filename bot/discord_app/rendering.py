"""An answer as a Discord embed: its parts with their quotes, then the footnotes.

Pure: the same answer always gives the same embed. Where an answer is longer than Discord allows, its
explanation is shortened; a quote or a link is never cut.
"""

from __future__ import annotations

from collections.abc import Sequence

import discord

from bot.core.model import Answer, AnswerPart, CitedQuote, CitedSentence, Kind, Status
from bot.discord_app.footnotes import COMMENTARY_MARK, footnote_lines
from bot.discord_app.limits import (
    BUTTON_LABEL,
    EMBED_AUTHOR,
    EMBED_DESCRIPTION,
    EMBED_TOTAL,
    FIELD_VALUE,
    length,
    list_within,
    pages,
    shorten,
)
from bot.discord_app.markdown import escape, quoted, superscript

COLOURS = {
    Status.ANSWERED: discord.Colour(0x2E8B57),
    Status.CLARIFY: discord.Colour(0xE0A526),
    Status.REFUSED: discord.Colour(0x8A94A3),
    Status.SMALLTALK: discord.Colour(0x5865F2),
}

_BARE = {
    Status.ANSWERED: "The coverage has this, but no words for it yet.",
    Status.CLARIFY: "Which of these do you mean?",
    Status.REFUSED: "I found nothing on that in the coverage.",
    Status.SMALLTALK: "Ask me about the coverage.",
}
_LEADS = {Status.CLARIFY: "To choose from", Status.REFUSED: "Nearest in the coverage"}
_NAME = 120
# A quote may take so much of an embed, and the footnotes so many fields; real ones take a tenth of it.
_QUOTE = EMBED_DESCRIPTION // 3
_NOTE_FIELDS = 2
# Two digits of a superscript and a space for each note of a sentence that had to be cut.
_CUT_NOTES = 5


def embed_of(answer: Answer, question: str = "") -> discord.Embed:
    """The embed that shows an answer, under the question if one is given; always within Discord's limits."""
    embed = discord.Embed(colour=COLOURS[answer.status])
    if question:
        embed.set_author(name=shorten(question, EMBED_AUTHOR))
    embed.set_footer(text=f"{version_label(answer.receipt.knowledge)} · answers only from the coverage")
    notes = pages(footnote_lines(answer.footnotes), FIELD_VALUE, _NOTE_FIELDS)
    for name, page in zip(("Footnotes", *["\u200b"] * _NOTE_FIELDS), notes, strict=False):
        embed.add_field(name=name, value=page, inline=False)
    questions = _questions(answer)
    if questions:
        embed.add_field(name=_LEADS.get(answer.status, "You can also ask"), value=questions, inline=False)
    embed.description = _body(answer, min(EMBED_DESCRIPTION, EMBED_TOTAL - length_of(embed)))
    return embed


def length_of(embed: discord.Embed) -> int:
    """How much of Discord's limit for a whole embed is used, in UTF-16 units."""
    texts = [embed.title, embed.description, embed.footer.text, embed.author.name]
    texts += [text for field in embed.fields for text in (field.name, field.value)]
    return sum(length(text) for text in texts if text)


def version_label(version: str) -> str:
    """A knowledge version short enough to read out: `sha256:3f9c2a1b...` is `knowledge 3f9c2a1`."""
    return f"knowledge {escape(version.rpartition(':')[2])[:7] or 'unknown'}"


def _questions(answer: Answer) -> str:
    """The suggested questions in full, unless they stand on their buttons anyway."""
    questions = [suggestion.asks for suggestion in answer.suggestions]
    if all(length(asks) <= BUTTON_LABEL for asks in questions):
        return ""
    return list_within([f"• {escape(asks)}" for asks in questions], FIELD_VALUE)


def _body(answer: Answer, limit: int) -> str:
    """The parts one under the other; their sentences share what room headings and quotes leave."""
    commentary = frozenset(note.n for note in answer.footnotes if note.kind is Kind.COMMENTARY)
    parts = [_Part(part, commentary) for part in answer.parts]
    fixed = sum(length(part.heading) + length(part.quote) + 3 for part in parts)
    wanted = sum(length(part.prose()) for part in parts)
    scale = min(1.0, max(limit - fixed, 0) / max(wanted, 1))
    blocks = [
        block
        for part in parts
        for block in (part.heading, part.prose(int(length(part.prose()) * scale)), part.quote)
        if block
    ]
    return list_within(blocks or [_BARE[answer.status]], limit)


class _Part:
    """One part of an answer as markdown; `commentary` are the notes that cite its author's view."""

    def __init__(self, part: AnswerPart, commentary: frozenset[int]) -> None:
        self._sentences = part.sentences
        views = [bool(sentence.notes) and commentary.issuperset(sentence.notes) for sentence in part.sentences]
        cited = [view for view, sentence in zip(views, part.sentences, strict=True) if sentence.notes]
        # Said once in the heading where it holds for everything, otherwise beside each sentence.
        all_views = bool(cited) and all(cited)
        self._views = [view and not all_views for view in views]
        self.heading = _heading(part.heading, is_view=all_views)
        self.quote = _quote(part.quote)

    def prose(self, room: int | None = None) -> str:
        """The sentences with their footnote numbers, as many as have room, but always some of the first."""
        shown = ""
        for sentence, view in zip(self._sentences, self._views, strict=True):
            longer = f"{shown} {_cited(sentence.text, sentence.notes, is_view=view)}".strip()
            if room is not None and length(longer) > room:
                return shown or _cut(sentence, room)
            shown = longer
        return shown


def _heading(heading: str | None, *, is_view: bool) -> str:
    bits = [escape(shorten(heading, _NAME))] if heading else []
    if is_view:
        bits.append(f"*{COMMENTARY_MARK}*")
    return f"### {' · '.join(bits)}" if bits else ""


def _cited(text: str, notes: Sequence[int], *, is_view: bool = False) -> str:
    return f"{escape(text)}{superscript(notes)}" + (f" *({COMMENTARY_MARK})*" if is_view else "")


def _cut(sentence: CitedSentence, room: int) -> str:
    """A sentence cut to the room. Escaping at most doubles a text, so half the room is enough for any."""
    return _cited(shorten(sentence.text, max(room // 2 - 4 * _CUT_NOTES, 1)), sentence.notes[:_CUT_NOTES])


def _quote(quote: CitedQuote | None) -> str:
    if quote is None:
        return ""
    words = "\n".join(escape(line) for line in quote.words.strip().splitlines())
    speaker = escape(shorten(quote.speaker, _NAME))
    block = quoted(f"“{words}”{superscript((quote.note,))}\n— {speaker}")
    if length(block) <= _QUOTE:
        return block
    return f"*The words of {speaker} are longer than Discord shows.*{superscript((quote.note,))}"
