"""Answers in a terminal: what is said, by whom it is viewed so, and where it stands."""

from __future__ import annotations

import pytest

from bot.cli.screen import show_answer
from bot.core.model import (
    Answer,
    AnswerPart,
    Article,
    CitedSentence,
    Event,
    Footnote,
    Kind,
    Passage,
    Receipt,
    Status,
)

PASSAGE = Passage("The walkout", 1, "0" * 64)
ARTICLE = Article("walkout", "the walkout article", Event("the walkout", "May 2031", 2031), {"p": PASSAGE})
NOTES = (
    Footnote(1, ("strike-size",), ARTICLE, PASSAGE, Kind.REPORTED),
    Footnote(2, ("patience",), ARTICLE, PASSAGE, Kind.COMMENTARY),
)
SIZE = CitedSentence("About 1,200 workers walked out.", (1,))
OPINION = CitedSentence("It shows little patience.", (2,))
VIEW = "(the author's view)"


def shown(capsys: pytest.CaptureFixture[str], *sentences: CitedSentence) -> list[str]:
    part = AnswerPart("May 2031", sentences)
    show_answer(Answer(Status.ANSWERED, (part,), NOTES, (), Receipt("sha256:3f9c2a1bdd")))
    return capsys.readouterr().out.splitlines()


def test_only_the_sentence_that_is_commentary_is_marked_as_a_view(capsys: pytest.CaptureFixture[str]) -> None:
    assert shown(capsys, SIZE, OPINION, SIZE)[:2] == [
        "May 2031",
        f"About 1,200 workers walked out. [1] It shows little patience. [2] {VIEW} About 1,200 workers walked out. [1]",
    ]


def test_a_sentence_that_rests_on_a_report_too_is_no_mere_view(capsys: pytest.CaptureFixture[str]) -> None:
    mixed = CitedSentence("They walked out, and rightly so.", (1, 2))
    assert not any(VIEW in line for line in shown(capsys, mixed, CitedSentence("By the way.")))


def test_the_mark_is_dim(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert f"patience.\x1b[2m [2] {VIEW}\x1b[0m" in "\n".join(shown(capsys, OPINION))
