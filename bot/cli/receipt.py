"""How the receipt of an answer looks in a terminal: its explanation, and what a replay has found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.screen import print_blocks
from bot.cli.streams import printable
from bot.core.account import by_article, evidence_text, reasons

if TYPE_CHECKING:
    from bot.core.explanation import Explanation
    from bot.replay import Replay


def show_explanation(explanation: Explanation) -> None:
    """Print how an answer came about: the reasons, then the claims and quotes under their articles."""
    print_blocks(_explanation(explanation))


def show_replay(replay: Replay) -> None:
    """Print whether a logged question is answered as it was, and both texts where it is not."""
    print_blocks(_replay(replay))


def _explanation(explanation: Explanation) -> Iterator[RenderableType]:
    for reason in reasons(explanation):
        yield Text(printable(reason))
    for article, cited in by_article(explanation.evidence):
        lines = (Text(printable(evidence_text(evidence))) for evidence in cited)
        yield Group(Text(printable(f"It rests on {article}:"), style="bold"), *lines)
    yield Text(f"Knowledge version: {explanation.knowledge}", style="dim")


def _replay(replay: Replay) -> Iterator[RenderableType]:
    then, now = replay.row.entry, replay.answer
    changed = list(replay.changes())
    asked = f"Question {replay.row.id}, {then.asked_at:%Y-%m-%d %H:%M} UTC: “{then.question}”"
    yield Text(printable(asked), style="bold")
    yield Group(
        Text(f"Changed: {', '.join(changed)}." if changed else "Nothing has changed."),
        Text(printable(f"  then: {then.status}, {then.intent or 'no intent'}, {then.knowledge}")),
        Text(printable(f"  now:  {now.status}, {now.receipt.intent or 'no intent'}, {now.receipt.knowledge}")),
    )
    if "text" in changed:
        for when, text in (("Then:", then.answer), ("Now:", replay.text)):
            yield Group(Text(when, style="bold"), *(Text(printable(line)) for line in text.splitlines()))
