"""`footnote ask` and `footnote chat`: questions from the command line, answered and logged as on Discord."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Annotated

import typer

from bot.cli.failures import say
from bot.cli.session import Session, open_session

_AFTER_A_BAD_LINE = 1


def ask(
    question: Annotated[str | None, typer.Argument(help="What you want to know.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    as_jsonl: Annotated[
        bool,
        typer.Option("--jsonl", help='Read {"id", "question"} a line on stdin, write an object a line.'),
    ] = False,
) -> None:
    """Answer a question."""
    if as_jsonl and (question is not None or as_json):
        raise typer.BadParameter("--jsonl reads its questions from standard input; give nothing else with it.")
    if not as_jsonl and question is None:
        raise typer.BadParameter('there is no question; ask one: footnote ask "How many people were laid off?"')
    with open_session("ask") as session:
        if question is None:
            raise typer.Exit(_answer_lines(session))
        if as_json:
            _write_object(session, question)
        else:
            _show(session, question)


def chat() -> None:
    """Answer question after question, as one conversation, until Ctrl-D."""
    with open_session("chat", conversation=True) as session:
        if sys.stdin.isatty():
            typer.echo("Ask about the coverage. Ctrl-D ends.")
        for question in _prompted():
            _show(session, question)


def _prompted() -> Iterator[str]:
    """What a person types, or what a pipe holds, without empty lines."""
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        import readline  # noqa: F401 - importing it gives input() a history and line editing
    while True:
        try:
            line = input("\n> " if at_terminal else "")
        except EOFError:
            if at_terminal:
                typer.echo()
            return
        if line.strip():
            yield line.strip()


def _show(session: Session, question: str) -> None:
    from bot.cli.screen import show_answer

    show_answer(session.ask(question))


def _write_object(session: Session, question: str, question_id: object = None) -> None:
    from bot.core.export import answer_to_json

    _write(answer_to_json(session.ask(question), question_id))


def _write(value: object) -> None:
    """One line of JSON, in ASCII: no character of it can end the line early or steer a terminal."""
    sys.stdout.write(json.dumps(value, allow_nan=False) + "\n")
    sys.stdout.flush()


def _answer_lines(session: Session) -> int:
    """Answer standard input line by line; returns the exit status, 1 if a line was no question."""
    status = 0
    for number, line in enumerate(sys.stdin, start=1):
        if not line.strip():
            continue
        try:
            question_id, question = _parse(line)
        except ValueError as error:
            reason = f"line {number} is not a question: {error}"
            _write({"id": None, "error": reason})
            say(reason)
            status = _AFTER_A_BAD_LINE
        else:
            _write_object(session, question, question_id)
    return status


def _parse(line: str) -> tuple[object, str]:
    """The id (None if there is none) and the question of a line; raises ValueError with the reason."""
    try:
        value = json.loads(line.removeprefix("\ufeff"), parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg}, column {error.colno})") from None
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    match value:
        case {"question": str(question)}:
            return value.get("id"), question
        case _:
            raise ValueError('it has to be an object like {"id": "1", "question": "..."}')


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is not JSON")
