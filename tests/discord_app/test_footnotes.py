from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.model import Article, Event, Footnote, Kind, Passage
from bot.discord_app.footnotes import article_line, footnote_lines, written_date

PASSAGE = Passage("The walkout", 2, "0" * 64)
WALKOUT = Article(
    "walkout",
    "the walkout article",
    Event("the walkout", "May 2031", 2031),
    {PASSAGE.ref: PASSAGE},
    {1: "unnamed", 2: "Example Wire"},
    title="Crews *walk* out",
    publisher="The Daily Example",
    published="2031-05",
    url="https://news.example/walkout_(2031)",
)
MEMO = replace(WALKOUT, id="memo", label="the memo article", title=None, publisher=None, published=None, url=None)


def note(n: int, article: Article, kind: Kind = Kind.REPORTED, source: int | None = None) -> Footnote:
    return Footnote(n, (f"ref-{n}",), article, PASSAGE, kind, source)


@pytest.mark.parametrize(
    ("published", "written"),
    [
        ("2031", "2031"),
        ("2031-05", "May 2031"),
        ("2031-05-02", "2 May 2031"),
        (None, "date unknown"),
        ("spring 2031", "spring 2031"),
        ("2031-13", "2031-13"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(published: str | None, written: str) -> None:
    assert written_date(published) == written


def test_an_article_is_named_in_full() -> None:
    assert article_line(WALKOUT) == (
        r"[**Crews \*walk\* out**](https://news.example/walkout_%282031%29) · The Daily Example · May 2031"
    )


def test_what_is_not_known_of_an_article_is_said() -> None:
    assert article_line(MEMO) == "**The memo article** · untitled · publisher unknown · date unknown"


@pytest.mark.parametrize("url", ["ftp://a.example", "javascript:alert(1)", "https://a b", "https://a\n.example"])
def test_only_web_addresses_become_links(url: str) -> None:
    assert "](" not in article_line(replace(WALKOUT, url=url))


def test_a_link_is_whole_or_not_there() -> None:
    long = f"https://news.example/{'a' * 600}"
    assert "https" not in article_line(replace(WALKOUT, url=long))


def test_footnotes_stand_under_their_articles() -> None:
    lines = footnote_lines([note(1, MEMO), note(2, WALKOUT, source=2), note(3, MEMO, Kind.COMMENTARY)])
    assert lines == [
        article_line(MEMO),
        "¹ The walkout, paragraph 2",
        "³ The walkout, paragraph 2 · the author’s view",
        article_line(WALKOUT),
        "² The walkout, paragraph 2 · the article’s source 2 (Example Wire)",
    ]


def test_a_source_that_the_article_does_not_name_is_its_number() -> None:
    assert footnote_lines([note(1, WALKOUT, source=1)])[1].endswith("the article’s source 1")
