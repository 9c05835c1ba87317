"""The command line's funnel: sentences and exit statuses, tracebacks only where asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from bot.cli.failures import reported, say, start_reporting
from bot.errors import FootnoteError


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[None]:
    """Leaves the root logger as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail(error: BaseException) -> int:
    def command() -> None:
        raise error

    return reported(command)


def test_an_expected_error_is_its_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert fail(FootnoteError("The shop is shut; come back at nine.")) == 2
    assert capsys.readouterr() == ("", "footnote: The shop is shut; come back at nine.\n")


def test_an_unexpected_error_is_a_number_and_keeps_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    start_reporting("INFO")
    assert fail(ZeroDivisionError("password 1234")) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("footnote: Something went wrong that should not have (incident ")
    assert "1234" not in shown
    assert "Traceback" not in shown


def test_debugging_shows_where_it_came_from(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOOTNOTE_LOG_LEVEL", "debug")
    logging.getLogger().handlers.clear()
    assert fail(ZeroDivisionError("here")) == 2
    shown = capsys.readouterr().err
    assert "Traceback" in shown
    assert "ZeroDivisionError: here" in shown


def test_ctrl_c_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert fail(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""


def test_a_message_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    say("one\x1b[31m\ntwo")
    assert capsys.readouterr().err == "footnote: one\ufffd[31m\nfootnote: two\n"


def test_quiet_commands_leave_out_what_is_no_warning() -> None:
    start_reporting("INFO", quiet=True)
    assert logging.getLogger().level == logging.WARNING
    start_reporting("DEBUG", quiet=True)
    assert logging.getLogger().level == logging.DEBUG
