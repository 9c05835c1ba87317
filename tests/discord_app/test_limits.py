from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.limits import ELLIPSIS, length, list_within, pages, shorten


def test_length_counts_what_clients_count() -> None:
    assert length("abc") == 3
    assert length("🙂") == 2


def test_a_text_that_fits_is_left_alone() -> None:
    assert shorten("walked out", 10) == "walked out"


def test_a_text_is_cut_at_a_word() -> None:
    assert shorten("about 1,200 workers walked out", 22) == f"about 1,200 workers{ELLIPSIS}"


def test_a_word_longer_than_the_limit_is_cut_itself() -> None:
    assert shorten("a" * 30, 10) == "a" * 9 + ELLIPSIS


@given(st.text(), st.integers(min_value=1, max_value=40))
def test_shortened_text_never_exceeds_the_limit(text: str, limit: int) -> None:
    assert length(shorten(text, limit)) <= limit


def test_a_list_that_fits_is_whole() -> None:
    assert list_within(["one", "two"], 7) == "one\ntwo"


def test_a_list_that_does_not_fit_says_how_many_are_left_out() -> None:
    assert list_within(["a" * 10] * 5, 40) == f"{'a' * 10}\n{'a' * 10}\nand 3 more"


def test_a_first_line_that_does_not_fit_is_cut_rather_than_hidden() -> None:
    listed = list_within(["a" * 50, "b"], 30)
    assert listed.startswith("aaa")
    assert listed.endswith("and 1 more")


@given(st.lists(st.text()), st.integers(min_value=20, max_value=100))
def test_a_list_never_exceeds_the_limit(lines: list[str], limit: int) -> None:
    assert length(list_within(lines, limit)) <= limit


def test_pages_keep_the_order_and_every_line() -> None:
    assert pages(["aaaa", "bbbb", "cc"], 9, 3) == ["aaaa\nbbbb", "cc"]


@pytest.mark.parametrize("lines", [[], [""]])
def test_no_lines_make_no_page_that_says_something(lines: list[str]) -> None:
    assert "".join(pages(lines, 100, 2)) == ""


@given(st.lists(st.text(max_size=60)), st.integers(min_value=1, max_value=4))
def test_pages_keep_both_limits(lines: list[str], count: int) -> None:
    made = pages(lines, 40, count)
    assert len(made) <= count
    assert all(length(page) <= 40 for page in made)
