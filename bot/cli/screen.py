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
from bot.core.plain import footnote_text

if TYPE_CHECKING:
    from bot.core.model import Answer, AnswerPart, CitedQuote
    from bot.log.stats import LogStats

_WIDTH = 100
"""Columns; longer lines of prose are hard to read."""
_UNWRAPPED = 10_000


def show_answer(answer: Answer) -> None:
    """Print an answer: what is said, the quote, the footnotes, and what else can be asked."""
    _print(_answer(answer))


def show_stats(stats: LogStats) -> None:
    """Print the log in figures."""
    _print(_stats(stats))


def _print(blocks: Iterable[RenderableType]) -> None:
    console = Console(highlight=False, markup=False, emoji=False)
    # What reads a pipe or a file wraps lines for itself.
    console.width = min(console.width, _WIDTH) if console.is_terminal else _UNWRAPPED
    for place, block in enumerate(blocks):
        if place:
            console.print()
        console.print(block)


def _answer(answer: Answer) -> Iterator[RenderableType]:
    for part in answer.parts:
        yield Group(*_part(part))
    if answer.footnotes:
        notes = (f"[{note.n}] {footnote_text(note)}" for note in answer.footnotes)
        yield Group(*(Text(printable(note), style="dim") for note in notes))
    if answer.suggestions:
        asks = (f"  • {suggestion.asks}" for suggestion in answer.suggestions)
        yield Group(Text("You can ask:"), *(Text(printable(ask), style="cyan") for ask in asks))


def _part(part: AnswerPart) -> Iterator[RenderableType]:
    if part.heading:
        yield Text(printable(part.heading), style="bold")
    said = Text()
    if part.commentary:
        said.append("The author's view: ", style="italic")
    for place, sentence in enumerate(part.sentences):
        said.append(" " * (place > 0) + printable(sentence.text))
        said.append(_marks(sentence.notes), style="dim")
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
    yield Text(f"{stats.total} question{'s' if stats.total != 1 else ''}{_times(stats)}")
    if not stats.total:
        return
    yield _table("What became of them", [(name, str(count)) for name, count in stats.by_status])
    yield _table("By day (UTC)", [(day.isoformat(), str(count)) for day, count in stats.by_day])
    yield _table("Asked most", [(name, str(count)) for name, count in stats.top_intents])
    if stats.missed:
        yield _table(
            "Missed most",
            [(f"{missed.question} ({missed.status})", str(missed.times)) for missed in stats.missed],
        )


def _times(stats: LogStats) -> str:
    if stats.median_ms is None or stats.p99_ms is None:
        return ""
    return f"; half answered within {stats.median_ms:.1f} ms, 99 % within {stats.p99_ms:.1f} ms"


def _table(title: str, rows: Iterable[tuple[str, str]]) -> Table:
    table = Table(title, "times", box=None, pad_edge=False, header_style="bold")
    table.columns[1].justify = "right"
    for name, count in rows:
        table.add_row(Text(printable(name)), count)
    return table
