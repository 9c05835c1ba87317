"""A reply's text is cut into sentences, each with the references at its end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.model import Sentence
from bot.knowledge.sentences import parse, split


@pytest.mark.parametrize(
    ("says", "expected"),
    [
        ("One. [a] Two. [b, c]", [("One.", ("a",)), ("Two.", ("b", "c"))]),
        ("One. Two. [b]", [("One.", ()), ("Two.", ("b",))]),
        ("One. [a] Two.", [("One.", ("a",)), ("Two.", ())]),
        ("One. [a,a , ]", [("One.", ("a",))]),
        ("[a]", [("", ("a",))]),
        ("One. [a][b]", [("One.", ("a",)), ("", ("b",))]),
        ("One. []", [("One.", ())]),
        ("", []),
    ],
)
def test_parse(says: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(sentence.text, sentence.refs) for sentence in parse(says)] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The U.S. Government and Mr. Doe met Dr. J. Roe of Acme Inc. On 12 May.",
        "It is TheOutpost.ai that says so.",
        'She said "no." and left.',
        "About 1.5 million came.",
        "Everything leaks... and it goes on.",
    ],
)
def test_a_full_stop_within_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence) == [sentence]


def test_sentences_end_at_closing_quotes_too() -> None:
    assert split('He said "stop!" Then he left? Yes. 12 stayed.') == [
        'He said "stop!"',
        "Then he left?",
        "Yes.",
        "12 stayed.",
    ]


@given(
    st.lists(
        st.tuples(
            st.from_regex(r"[A-Z][a-z]{1,9}( [a-z]{1,9}){0,3}\.", fullmatch=True),
            st.lists(st.from_regex(r"[a-z-]{1,9}", fullmatch=True), unique=True, min_size=1, max_size=3),
        ),
        max_size=4,
    )
)
def test_what_is_written_is_read(sentences: list[tuple[str, list[str]]]) -> None:
    says = " ".join(f"{text} [{', '.join(refs)}]" for text, refs in sentences)
    assert parse(says) == tuple(Sentence(text, tuple(refs)) for text, refs in sentences)
