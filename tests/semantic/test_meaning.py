"""Similarity by meaning, with an encoder that knows a few synonyms, and with the real one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from bot.core.matcher import Matcher
from bot.semantic import encoder as encoder_module
from bot.semantic import similarities
from bot.semantic.meaning import Meaning, spread

PHRASINGS = {
    "strike-size": ["how many workers walked out", "size of the walkout", "number of strikers"],
    "strike-reason": ["why did the crews strike", "reason for the walkout"],
    "music": ["play some music", "put on a song"],
}
SENSES = {
    "workers": 0,
    "staff": 0,
    "many": 1,
    "headcount": 1,
    "number": 1,
    "size": 1,
    "why": 2,
    "reason": 2,
    "music": 3,
}


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """A vector that counts senses; one place is for all that has none."""
    vectors = np.zeros((len(texts), 5), dtype=np.float32)
    for row, text in zip(vectors, texts, strict=True):
        for word in text.split() or [""]:
            row[SENSES.get(word, 4)] += 1
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), dtype=np.float32)


def test_the_intent_whose_wordings_mean_the_same_is_nearest() -> None:
    _, similarity = Meaning(encode).fit([["many workers", "number workers"], ["why workers"], ["music"]])
    near = similarity("headcount staff")
    assert near.argmax() == 0
    assert near[2] == pytest.approx(0)


def test_weighs_less_the_more_wordings_there_are() -> None:
    weights = [
        Meaning(encode).fit([[f"{word} {number}" for number in range(count)] for word in ("many", "why")])[0]
        for count in (1, 5, 20)
    ]
    assert weights[0] == weights[1] == pytest.approx(2 * weights[2])


def test_a_question_without_a_known_word_is_matched_by_meaning() -> None:
    ranked = Matcher.fit(PHRASINGS, similarities=[Meaning(encode)]).rank("staff headcount")
    assert ranked[0].intent == "strike-size"
    assert Matcher.fit(PHRASINGS).rank("staff headcount")[0].intent != "strike-size"


def test_no_text_is_encoded_twice_and_not_all_of_many() -> None:
    seen: list[str] = []

    def counting(texts: Sequence[str]) -> NDArray[np.float32]:
        seen.extend(texts)
        return encode(texts)

    Meaning(counting).fit([[f"wording {number:03}" for number in range(300)], ["same", "wording 012"], ["same"]])
    assert len(seen) == len(set(seen))
    assert 3 < len(seen) < 50


@given(st.lists(st.integers(), max_size=60, unique=True), st.integers(1, 20))
def test_a_spread_keeps_the_order_and_reaches_from_end_to_end(numbers: list[int], most: int) -> None:
    texts = [str(number) for number in numbers]
    chosen = spread(texts, most)
    places = [texts.index(text) for text in chosen]
    assert len(chosen) == min(most, len(texts))
    assert places == sorted(set(places))
    if chosen:
        assert places[0] <= len(texts) / most
        assert places[-1] >= len(texts) * (1 - 1 / most) - 1


class TestTheRealOne:
    QUESTIONS = ("what percentage of employees took part in the strike", "what prompted the industrial action", "tunes")

    @pytest.fixture(scope="class")
    @staticmethod
    def further() -> tuple[Meaning, ...]:
        pytest.importorskip("onnxruntime", reason="the extra `semantic` is not installed")
        pytest.importorskip(encoder_module.PACKAGE, reason="the extra `semantic` is not installed")
        return similarities(semantic=True)

    def test_understands_words_that_no_phrasing_has(self, further: tuple[Meaning, ...]) -> None:
        matcher = Matcher.fit(PHRASINGS, similarities=further)
        best = [matcher.rank(question)[0].intent for question in self.QUESTIONS]
        assert best == ["strike-size", "strike-reason", "music"]

    def test_trained_again_it_ranks_the_same_to_the_last_digit(self, further: tuple[Meaning, ...]) -> None:
        turned = {intent: list(reversed(PHRASINGS[intent])) for intent in reversed(list(PHRASINGS))}
        first, second = (Matcher.fit(phrasings, similarities=further) for phrasings in (PHRASINGS, turned))
        for question in self.QUESTIONS:
            assert list(first.rank(question)) == list(second.rank(question))
