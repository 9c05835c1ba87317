"""A message into its questions: what is split, and what stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.parting import MOST, questions


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Who is Jo Doe, and what did she say?", ["Who is Jo Doe", "what did she say?"]),
        ("2031: how many walked out n what did Jo say", ["2031: how many walked out", "what did Jo say"]),
        ("how many walked out? and why?", ["how many walked out?", "and why?"]),
        ("what's her title, what did she say, and how big is the strike", None),
        ("who owns the plant n what did they offer", ["who owns the plant", "what did they offer"]),
        ("Who led it, and in which year did it end?", ["Who led it", "which year did it end?"]),
        ("yo lol who's Jo n when did it end", ["yo lol who's Jo", "when did it end"]),
        ("The strike was long. How long was it? Who led it?", ["The strike was long. How long was it?", "Who led it?"]),
    ],
)
def test_several_questions_are_told_apart(message: str, parts: list[str] | None) -> None:
    found = questions(message)
    assert found == parts if parts else len(found) == 3


@pytest.mark.parametrize(
    "message",
    [
        "how many workers walked out",
        "When asked about pay, how did Jo Doe answer?",
        "Which two firms, by name, did Mr. Doe mean?",
        'who said "we will talk, and what then" at the gate?',
        "was it pay or safety?",
        "Which agency of the U.S. government did Jo Doe name?",
        "Which crew and which firm were behind the walkout?",
        "How, according to the article, did it end?",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert questions(message) == [message]


@given(st.text(max_size=300))
def test_any_message_has_some_and_not_too_many(message: str) -> None:
    assert 1 <= len(questions(message)) <= MOST
