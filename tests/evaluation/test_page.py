"""The page of a report needs nothing else, says in words what it draws, and lets nothing run."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from bot.evaluation.judging import Miss
from bot.evaluation.page import page
from bot.evaluation.questions import LabelledQuestion
from bot.evaluation.report import Outcome, summarise
from tests.evaluation.labels import label, reply

HOSTILE = "<script>alert('x')</script> & \"quotes\" \u202e\0"
VOID = {"meta", "br", "img"}


class Reader(HTMLParser):
    """Reads a page as a browser would, and complains of what is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name))]


def outcomes() -> list[Outcome]:
    right = Outcome(label("answerable", articles=["a"]), reply("answered", confidence=0.95), 1.5, None)
    asked = label("false_premise", question=HOSTILE, articles=["<b>"]).model_copy(update={"note": HOSTILE})
    wrong = Outcome(asked, reply("answered", HOSTILE, intent="<i>", confidence=0.45), 3.0, Miss.LACKS_FACT)
    return [*[right] * 9, wrong]


@pytest.fixture(scope="module")
def text() -> str:
    return page(summarise(outcomes()), "sha256:0")


def test_says_the_figures_and_every_miss(text: str) -> None:
    said = Reader(text).said
    for told in ("10 labelled questions", "sha256:0", "90.0 %", "9 of 10", "leaves a fact out", "Every miss (1)"):
        assert told in said


def test_what_people_wrote_stays_text(text: str) -> None:
    reader = Reader(text)
    assert {tag for tag, _ in reader.tags}.isdisjoint({"script", "b", "i", "iframe", "link", "img", "object"})
    assert "<script>alert('x')</script> & \"quotes\" \ufffd\ufffd" in reader.said
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]


def test_needs_no_network_and_lets_nothing_run(text: str) -> None:
    reader = Reader(text)
    assert "http:" not in text.replace("http-equiv", "")
    assert "https:" not in text
    assert "@import" not in text
    assert "default-src 'none'; style-src 'unsafe-inline'" in reader.values("content")
    assert reader.values("src") == []


def test_every_picture_says_what_it_shows(text: str) -> None:
    pictures = [attributes for tag, attributes in Reader(text).tags if tag == "svg"]
    told = [picture["aria-label"] for picture in pictures]
    assert [picture["role"] for picture in pictures] == ["img"] * 3
    assert told[0] == "Right by kind: answerable 9 of 9; false premise 0 of 1; overall 9 of 10."
    assert told[1] == "Right by confidence: 0.4-0.5 0 of 1; 0.9-1.0 9 of 9."
    assert told[2] is not None
    assert told[2].startswith("Time to answer: half of the answers took up to 1.5 milliseconds")


def test_pictures_share_no_ids_and_find_their_own(text: str) -> None:
    reader = Reader(text)
    ids = reader.values("id")
    assert len(ids) == len(set(ids))
    wanted = [value.removeprefix("#") for value in reader.values("xlink:href")]
    wanted += [value[5:-1] for value in reader.values("clip-path")]
    assert wanted
    assert set(wanted) <= set(ids)


def test_has_the_colours_of_the_reader_and_fits_a_phone(text: str) -> None:
    assert "prefers-color-scheme: dark" in text
    assert "width=device-width" in text
    for name in ("--good", "--faint"):
        assert f"var({name})" in text.partition("</style>")[2]
    svg = text[text.index("<svg") : text.rindex("</svg>")]
    assert "#0969da" not in svg
    assert "#1f2328" not in svg


def test_the_same_report_gives_the_same_page(text: str) -> None:
    assert page(summarise(outcomes()), "sha256:0") == text


@pytest.mark.parametrize(
    "asked", [label("hostile"), label("unanswerable"), label("answerable", articles=["a"])], ids=lambda one: one.kind
)
def test_one_question_makes_a_page(asked: LabelledQuestion) -> None:
    said = Reader(page(summarise([Outcome(asked, reply("refused"), 0.0, None)]), "sha256:0")).said
    assert "Nothing: every reply is right." in said
    assert "No question was answered" in said
