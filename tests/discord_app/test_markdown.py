from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord_app.markdown import escape, quoted, superscript, without_markup

PING = re.compile(r"(?<!\\)<[@#]|@(everyone|here)\b")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain words", "plain words"),
        ("**bold** and _more_", r"\*\*bold\*\* and \_more\_"),
        ("# no heading", r"\# no heading"),
        ("> no quote", r"\> no quote"),
        ("1. no list", r"1\. no list"),
        ("2031. It was May", r"2031\. It was May"),
        ("two\nlines", "two lines"),
        ("https://news.example/a_b_c", "https://news.example/a_b_c"),
    ],
)
def test_what_looks_like_markup_is_shown_as_it_is(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@given(st.text() | st.sampled_from(["@everyone", "@here", "<@123456789012345678>", "<@&1>", "<#12>"]))
def test_nothing_escaped_can_mention_anybody(text: str) -> None:
    assert not PING.search(escape(text))


@given(st.text())
def test_escaping_at_most_doubles_a_text(text: str) -> None:
    assert len(escape(text)) <= 2 * len(text)


def test_footnote_numbers_are_superscripts() -> None:
    assert superscript((1, 12)) == "¹\u202f¹²"


def test_every_line_of_a_quote_is_marked() -> None:
    assert quoted("one\ntwo") == "> one\n> two"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("<@123> how many?", "how many?"),
        ("<@!123>how many <@&9> walked <#4> out<:wave:17>?", "how many walked out ?"),
        ("<a:wave:17> hi </ask:99> <t:1700000000:R>", "hi"),
        ("  <3  you\n\n ", "<3 you"),
        ("<@123>", ""),
    ],
)
def test_mentions_and_emoji_are_no_words(typed: str, words: str) -> None:
    assert without_markup(typed) == words
