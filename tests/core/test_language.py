"""Which questions are in English."""

from __future__ import annotations

import pytest

from bot.core.answerer import Answerer
from bot.core.language import is_english
from bot.core.model import Status


@pytest.mark.parametrize(
    "text",
    [
        "Wie viele Leute sind gegangen?",
        "combien de personnes ont fait grève",
        "¿Cuántos trabajadores hicieron huelga y por qué?",
        "quanti operai hanno scioperato",
        "hoeveel mensen zijn vertrokken",
        "was sagte Jo Doe über Boltworks",
        "何人がストライキをしましたか",
        "сколько рабочих бастовали",
    ],
)
def test_another_language_is_told(text: str) -> None:
    assert not is_english(text)


@pytest.mark.parametrize(
    "text",
    [
        "how many workers walked out",
        "strike?",
        "1200",
        "",
        "🙂",
        "jo doe",
        "who is der boss",
        "lol wut",
        "café strike",
        "strike wat year",
    ],
)
def test_english_and_what_is_too_short_to_tell_pass(text: str) -> None:
    assert is_english(text)


def test_a_foreign_question_is_told_so_once_with_the_topics_of_its_names(answerer: Answerer) -> None:
    answer = answerer.answer("warum hat Acme die Firma Boltworks verklagt?")
    assert answer.status is Status.CLARIFY
    assert [part.sentences[0].text for part in answer.parts] == [
        "The coverage is in English, and I answer in English only; these are the topics nearest to what you wrote."
    ]
    assert answer.suggestions[0].intent == "boltworks-suit"
    assert answer.footnotes == ()


def test_a_foreign_question_without_a_known_name_gets_some_topics(answerer: Answerer) -> None:
    assert len(answerer.answer("wie wird das Wetter in der Stadt?").suggestions) >= 2


@pytest.mark.parametrize("figure", ["1.200", "1 200", "1\u00a0200", "1'200"])
def test_a_figure_in_a_foreign_question_is_read_however_it_is_grouped(answerer: Answerer, figure: str) -> None:
    plain, grouped = (
        answerer.answer(f"warum sind in Port Hollow wirklich {number} Leute bei der Acme gegangen?")
        for number in ("1200", figure)
    )
    assert grouped.suggestions == plain.suggestions


def test_the_receipt_tells_of_the_language_and_of_no_repairs(answerer: Answerer) -> None:
    receipt = answerer.answer("wurden bei Acme wirklich 1.200 Leute entlassen, und warum?").receipt
    assert receipt.repairs == ()
    assert receipt.guards == ("language: it is not in English, so only its names and figures were looked at",)
