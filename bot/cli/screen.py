"""How answers and figures look in a terminal.

Everything shown is Text, never Rich's markup, and goes through `printable`: what members wrote stays words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.cli.streams import printable
from bot.core.model import Kind
from bot.core.plain import footnote_text
from bot.counting import counted

if TYPE_CHECKING:
    from bot.core.model import Answer, AnswerPart, CitedQuote
    from bot.log.stats import LogStats

_WIDTH = 100
"""Columns; longer lines of prose are hard to read."""
_UNWRAPPED = 10_000
_VIEW = " (the author's view)"
_FIGURES = frozenset(
    "answered|choices|refused|small talk|right|wrong|wrong %|at most %|total|percent|times|today|fitted".split("|")
)
"""The headings of columns of numbers."""


def show_answer(answer: Answer) -> None:
    """Print an answer: what is said, the quote, the footnotes, and what else can be asked."""
    print_blocks(_answer(answer))


def show_stats(stats: LogStats) -> None:
    """Print the log in figures."""
    print_blocks(_stats(stats))


def print_blocks(blocks: Iterable[RenderableType]) -> None:
    """Print blocks with an empty line between them, as wide as can be read."""
    console = Console(highlight=False, markup=False, emoji=False)
    # What reads a pipe or a file wraps lines for itself.
    console.width = min(console.width, _WIDTH) if console.is_terminal else _UNWRAPPED
    for place, block in enumerate(blocks):
        if place:
            console.print()
        console.print(block)


def table(title: str, rows: Iterable[tuple[str, ...]], *headings: str) -> Table:
    """Rows under a title and further headings; columns of numbers stand to the right."""
    shown = Table(title, *headings, box=None, pad_edge=False, header_style="bold")
    for column in shown.columns:
        if column.header in _FIGURES:
            column.justify = "right"
    for row in rows:
        shown.add_row(*(Text(printable(cell)) for cell in row))
    return shown


def _answer(answer: Answer) -> Iterator[RenderableType]:
    views = frozenset(note.n for note in answer.footnotes if note.kind is Kind.COMMENTARY)
    for part in answer.parts:
        yield Group(*_part(part, views))
    if answer.footnotes:
        notes = (f"[{note.n}] {footnote_text(note)}" for note in answer.footnotes)
        yield Group(*(Text(printable(note), style="dim") for note in notes))
    if answer.suggestions:
        asks = (f"  • {suggestion.asks}" for suggestion in answer.suggestions)
        yield Group(Text("You can ask:"), *(Text(printable(ask), style="cyan") for ask in asks))


def _part(part: AnswerPart, views: frozenset[int]) -> Iterator[RenderableType]:
    """The lines of a part; `views` are the notes that cite its author's view."""
    if part.heading:
        yield Text(printable(part.heading), style="bold")
    said = Text()
    for place, sentence in enumerate(part.sentences):
        is_view = bool(sentence.notes) and views.issuperset(sentence.notes)
        said.append(" " * (place > 0) + printable(sentence.text))
        said.append(_marks(sentence.notes) + _VIEW * is_view, style="dim")
    yield said
    if part.quote:
        yield Padding(_quote(part.quote), (0, 0, 0, 2), expand=False)


def _quote(quote: CitedQuote) -> Text:
    text = Text(f"“{printable(quote.words)}”", style="italic")
    text.append(f" - {printable(quote.speaker)}", style="not italic")
    text.append(_marks((quote.note,)), style="not italic dim")
    return text


def _marks(notes: tuple[int, ...]) -> str:
    return "".join(f" [{note}]" for note in notes)


def _stats(stats: LogStats) -> Iterator[RenderableType]:
    yield Text(f"{counted(stats.total, 'question')}{_times(stats)}")
    if not stats.total:
        return
    yield table("What became of them", [(name, str(count)) for name, count in stats.by_status], "times")
    yield table("By day (UTC)", [(day.isoformat(), str(count)) for day, count in stats.by_day], "times")
    yield table("Asked most", [(name, str(count)) for name, count in stats.top_intents], "times")
    if stats.missed:
        yield table(
            "Missed most",
            [(f"{missed.question} ({missed.status})", str(missed.times)) for missed in stats.missed],
            "times",
        )


def _times(stats: LogStats) -> str:
    if stats.median_ms is None or stats.p99_ms is None:
        return ""
    return f"; half answered within {stats.median_ms:.1f} ms, 99 % within {stats.p99_ms:.1f} ms"
