"""Spelling repair: towards the knowledge base's own words, and nothing else is touched."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.spelling import Speller, sound

KNOWLEDGE = (
    "how many engineers walked out band aid deepseek layoff layoffs leaks leaks lacks payout repercussions"
    " rogan severance strike tiktok the union zuckerberg"
).split()
ENGLISH = frozenset(
    "how many the out band aid deep seek lay off payoff leeks like strikes layoff layoffs walked into".split()
)
SPELLER = Speller.build(KNOWLEDGE, ENGLISH)


def repaired(text: str) -> str:
    return " ".join(SPELLER.repair(text.split())[0])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("strke", "strike"),  # a letter missing
        ("sttrike", "strike"),  # one too many
        ("stroke", "strike"),  # a wrong one
        ("striek", "strike"),  # two swapped
        ("enginers", "engineers"),
        ("enginears", "engineers"),
        ("zukerbreg", "zuckerberg"),
        ("severence", "severance"),
    ],
)
def test_a_misspelt_word_becomes_the_knowledge_word(typed: str, meant: str) -> None:
    assert SPELLER.repair([typed]) == ([meant], [(typed, meant)])


def test_a_slip_in_the_knowledge_itself_is_one_all_the_same() -> None:
    speller = Speller(
        Counter({"rosen": 60, "rosan": 3, "rogan": 40, "leaks": 50, "leeks": 2, "deepseek": 70, "deepsik": 2}), ENGLISH
    )
    assert speller.repair(["rosan", "rosann", "rogan", "leeks", "deepsik"])[0] == [
        "rosen", "rosen", "rogan", "leeks", "deepseek",
    ]  # fmt: skip


@pytest.mark.parametrize("word", ["payoff", "strikes", "leeks", "layoff", "like"])
def test_an_english_or_known_word_is_never_touched(word: str) -> None:
    assert SPELLER.repair([word]) == ([word], [])


@pytest.mark.parametrize("token", ["3600", "2025", "5g", "teh", "thw", "", "q3"])
def test_numbers_and_short_words_are_never_touched(token: str) -> None:
    assert SPELLER.repair([token]) == ([token], [])


@pytest.mark.parametrize("word", ["sdrime", "umoin", "qwertyuiop", "wednesday"])
def test_what_is_too_far_from_any_knowledge_word_stays(word: str) -> None:
    assert repaired(word) == word


def test_two_edits_are_repaired_in_a_shorter_word_if_it_sounds_alike() -> None:
    assert sound("lieaks") == sound("leaks")
    assert repaired("lieaks") == "leaks"
    assert repaired("roegan") == "rogan"
    assert repaired("loaps") == "loaps"


@pytest.mark.parametrize(
    ("one", "other"), [("fone", "phone"), ("nite", "knight"), ("kwestion", "question"), ("jim", "gym")]
)
def test_words_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_of_equally_near_words_the_more_frequent_is_meant_then_the_first_by_the_alphabet() -> None:
    assert repaired("lecks") == "leaks"
    assert Speller.build(["leaks", "lacks"], ENGLISH).repair(["lecks"])[0] == ["lacks"]


@pytest.mark.parametrize(("typed", "meant"), [("strikeeeee", "strike"), ("hoooow", "how"), ("layoffffs", "layoffs")])
def test_drawn_out_letters_are_shortened(typed: str, meant: str) -> None:
    assert repaired(typed) == meant


def test_a_name_torn_into_words_that_the_knowledge_lacks_is_joined() -> None:
    speller = Speller({"deepseek": 3}, frozenset({"deep"}))
    assert speller.repair(["deep", "seek"]) == (["deepseek"], [("deep seek", "deepseek")])


def test_a_name_torn_apart_is_joined() -> None:
    assert SPELLER.repair(["the", "deep", "seek", "strke"]) == (
        ["the", "deepseek", "strike"],
        [("deep seek", "deepseek"), ("strke", "strike")],
    )


def test_two_english_words_are_not_joined_to_an_english_word() -> None:
    assert repaired("they lay off") == "they lay off"


def test_words_run_together_are_parted() -> None:
    assert SPELLER.repair(["bandaid", "howmany"]) == (
        ["band", "aid", "how", "many"],
        [("bandaid", "band aid"), ("howmany", "how many")],
    )


def test_a_repaired_text_needs_no_repair() -> None:
    words, repairs = SPELLER.repair("howmany enginers walkd out over teh layofs".split())
    assert repairs
    assert SPELLER.repair(words) == (words, [])


def test_the_order_of_the_words_changes_nothing() -> None:
    other = Speller.build(reversed(KNOWLEDGE), ENGLISH)
    for typed in ("lecks", "layofs", "bandaid", "zuckreberg"):
        assert other.repair([typed]) == SPELLER.repair([typed])


def test_without_words_nothing_is_repaired() -> None:
    assert Speller.build([], frozenset()).repair(["anything", "goes"]) == (["anything", "goes"], [])


@given(st.lists(st.text(max_size=15), max_size=12))
def test_any_tokens_can_be_repaired(tokens: list[str]) -> None:
    words, repairs = SPELLER.repair(tokens)
    assert repairs or words == tokens


@given(
    st.dictionaries(st.text("abe", min_size=4, max_size=6), st.integers(min_value=1, max_value=400), max_size=30),
    st.text("abe", min_size=3, max_size=7),
)
def test_repair_ends_at_no_slip_whatever_words_the_knowledge_has(frequency: dict[str, int], typed: str) -> None:
    speller = Speller(frequency, frozenset())
    for word in [typed, *frequency]:
        once, _ = speller.repair([word])
        assert len(once) > 1 or speller.repair(once)[0] == once


@given(st.lists(st.sampled_from(sorted({*KNOWLEDGE, *ENGLISH} - {"deep", "seek"}))))
def test_known_words_come_back_as_they_are(tokens: list[str]) -> None:
    assert SPELLER.repair(tokens) == (tokens, [])
