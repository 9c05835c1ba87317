"""Names that the knowledge base has never heard of."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.answerer import Answerer
from bot.core.model import Status
from bot.core.strangers import strangers


def knows(words: Sequence[str]) -> bool:
    return set(words) <= {"jo", "doe", "acme"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("What did Ada Lovelace say to Jo Doe?", ["Ada Lovelace"]),
        ("what did jo doe say about Globex and the United Hatters?", ["Globex", "United Hatters"]),
        ("Ada asks what Acme said", []),
        ("Hi Ada, my colleague Grace asks about Acme", []),
        ("Was it Ada who spoke of Acme?", []),
        ("What Did Ada Lovelace Say About Acme", []),
        ("WHAT DID ADA SAY", []),
        ("", []),
    ],
)
def test_names_that_are_asked_about_and_not_known(text: str, names: list[str]) -> None:
    assert list(strangers(text, knows)) == names


@pytest.mark.parametrize("name", ["Ada Lovelace", "Plant Memo"])
def test_a_question_on_a_stranger_is_refused_by_name(answerer: Answerer, name: str) -> None:
    """The second one's words are both in the coverage, but never side by side."""
    answer = answerer.answer(f"How many workers walked out in 2031 with {name}?")
    assert answer.status is Status.REFUSED
    assert answer.parts[0].sentences[0].text == f"The coverage says nothing about {name}."


def test_a_misspelt_name_is_no_stranger(answerer: Answerer) -> None:
    assert answerer.answer("Why did Acme go to court with Boltwroks in 2031?").status is Status.ANSWERED
