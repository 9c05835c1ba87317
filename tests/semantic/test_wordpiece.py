from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import bot.semantic.wordpiece
from bot.core.text import normalise
from bot.semantic.wordpiece import WordPieces

PIECES = WordPieces.load()
START, END, UNKNOWN = 101, 102, 100


def test_the_vocabulary_is_the_one_that_the_model_was_trained_with() -> None:
    file = Path(bot.semantic.wordpiece.__file__).with_name("vocabulary.txt")
    found = hashlib.sha256(file.read_bytes()).hexdigest()
    assert found == "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("", []),
        ("how many workers walked out", [2129, 2116, 3667, 2939, 2041]),
        ("a & b", [1037, 1004, 1038]),
        ("unbelievably zxqv 3600", [4895, 8671, 2666, 3567, 6321, 1062, 2595, 4160, 2615, 9475, 2692]),
        ("unicode " + "x" * 101, [27260, UNKNOWN]),
        ("walked \U0001f642 out", [2939, UNKNOWN, 2041]),
    ],
)
def test_splits_as_the_reference_does(text: str, numbers: list[int]) -> None:
    """The numbers are those that Hugging Face's `tokenizers` gives with the model's own tokenizer.json."""
    assert PIECES.of(text, 128) == [START, *numbers, END]


@given(st.text(max_size=200), st.integers(2, 20))
def test_any_text_gives_at_most_so_many_numbers_between_start_and_end(text: str, most: int) -> None:
    numbers = PIECES.of(normalise(text), most)
    assert len(numbers) <= most
    assert (numbers[0], numbers[-1]) == (START, END)
    assert numbers[:-1] == PIECES.of(normalise(text), 10_000)[: len(numbers) - 1]
