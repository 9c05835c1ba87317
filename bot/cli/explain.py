"""`footnote explain` and `footnote replay`: how an answer came about, and whether it would be the same today."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.failures import start_reporting
from bot.errors import LogError

if TYPE_CHECKING:
    from bot.replay import Replay
    from bot.settings import Settings


def explain(
    question: Annotated[str, typer.Argument(help="What somebody asks.", show_default=False)],
    after: Annotated[
        str | None, typer.Option(help="The question that this one follows up on.", show_default=False)
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show how an answer comes about; nothing is logged."""
    from bot.app import open_knowledge
    from bot.core.conversation import Turn
    from bot.core.explanation import explain as explained

    settings = _settings()
    holder = asyncio.run(open_knowledge(settings))
    earlier = None if after is None else Turn(after, holder.answerer.answer(after).receipt.intent)
    answer = holder.answerer.answer(question, earlier)
    explanation = explained(answer, holder.answerer.knowledge)
    if as_json:
        typer.echo(json.dumps(asdict(explanation), allow_nan=False))
    else:
        from bot.cli.receipt import show_explanation

        show_explanation(explanation)


def replay(
    number: Annotated[int, typer.Argument(metavar="ID", help="The question's id in the log.", show_default=False)],
) -> None:
    """Answer a logged question again and say what has changed; nothing is logged."""
    from bot.cli.receipt import show_replay

    show_replay(asyncio.run(_replay(_settings(), number)))


async def _replay(settings: Settings, number: int) -> Replay:
    from bot.app import open_knowledge
    from bot.log.store import QuestionLog
    from bot.log.turns import turn_of
    from bot.replay import replay

    async with QuestionLog.open(settings.database_url) as log:
        rows = await log.conversation(number)
    if not rows:
        raise LogError(f"The log has no question {number}; `footnote log export` lists the ids that it has.")
    if not rows[0].entry.has_text:
        raise LogError(
            f"Question {number} was logged without its words; "
            "set log_questions = true, and later ones can be answered again."
        )
    holder = await open_knowledge(settings)
    return replay(rows[0], holder.answerer, turn_of(rows[1:]))


def _settings() -> Settings:
    from bot.settings import Settings

    settings = Settings()
    start_reporting(settings.log_level, quiet=True)
    return settings
