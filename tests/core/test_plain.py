from __future__ import annotations

from bot.core.answerer import Answerer
from bot.core.plain import footnote_text, plain_text


def test_a_reader_sees_heading_sentences_quote_and_footnotes(answerer: Answerer) -> None:
    answer = answerer.choose("ceo-words")
    assert answer is not None
    assert plain_text(answer) == (
        "May 2031:\n"
        "Jo Doe met the crews and would talk to anyone. [1]\n"
        "> “We will talk to anyone, and it's going to be a long talk” — Jo Doe, chief executive [1]\n"
        "\n"
        "The Daily Example, “Acme Crews Walk Out Over Pay and Safety”, 2031-05, https://news.example/acme-walkout\n"
        "[1] The company's answer ¶1 · the article's source 1"
    )


def test_what_is_not_known_of_an_article_is_said_and_a_view_is_marked(answerer: Answerer) -> None:
    answer = answerer.choose("views")
    assert answer is not None
    lines = [footnote_text(note) for note in answer.footnotes]
    assert (
        lines[1] == "Publisher unknown, untitled (the Acme memo article), 2032 · The Second Walkout ¶2 · author's view"
    )
