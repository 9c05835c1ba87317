"""The knowledge is held against the articles' texts, word for word and number by number."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Problem
from bot.knowledge.loading import load_with_places
from bot.knowledge.originals import normalise, passages, prove, split
from tests.folders import COVERAGE, ORIGINALS, KnowledgeFolder

WALKOUT, MEMO = "articles/acme-walkout-2031.yaml", "articles/acme-memo-2032.yaml"


@pytest.fixture
def originals(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ORIGINALS, tmp_path / "originals"))


def _edit(originals: Path, article: str, change: Callable[[str], str]) -> None:
    path = originals / f"{article}.txt"
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert before != after
    path.write_text(after, encoding="utf-8")


def _prove(folder: KnowledgeFolder, originals: Path = ORIGINALS) -> list[Problem]:
    return prove(load_with_places(folder.path), originals)


def test_sound_coverage_is_proved() -> None:
    assert prove(load_with_places(COVERAGE), ORIGINALS) == []


class TestSplit:
    def test_text_broken_at_its_source_markers_is_put_together(self) -> None:
        text = 'He said, "Stop"\n\n1\n\n. Then he left\n\n2\n\n3\n\n, alone.\n\nNext\n\n12'
        assert [(one.text, set(one.markers)) for one in split(text, [])] == [
            ('He said, "Stop". Then he left, alone.', {1, 2, 3}),
            ("Next", {12}),
        ]

    def test_headings_begin_sections_that_count_from_one(self) -> None:
        text = "a\n\nb\n\nFirst\n\nc\n\nd\n\nSecond\n\ne\n"
        found = [(one.ref, one.text) for one in split(text, ["First", "Second", "Opening"])]
        assert found == [
            ("Opening/1", "a"),
            ("Opening/2", "b"),
            ("First/1", "c"),
            ("First/2", "d"),
            ("Second/1", "e"),
        ]

    def test_text_without_blank_lines_has_a_paragraph_a_line(self) -> None:
        assert [one.ref for one in split("a\nb\nHead\nc", ["Head"])] == ["Opening/1", "Opening/2", "Head/1"]

    def test_marker_at_the_very_beginning_is_text(self) -> None:
        assert [one.text for one in split("1\n\ntext", [])] == ["1", "text"]

    @given(st.text(max_size=300))
    def test_any_text_has_passages_in_normal_form(self, text: str) -> None:
        for one in split(text, ["Head"]):
            assert one.text == normalise(one.text)
            assert one.text

    @pytest.mark.parametrize("change", [lambda text: text.replace("\n", "\r\n"), lambda text: text.replace("'", "’")])
    def test_line_ends_and_quote_marks_change_no_hash(self, change: Callable[[str], str]) -> None:
        text = (ORIGINALS / "acme-walkout-2031.txt").read_text(encoding="utf-8")
        sections = ["The walkout", "The company's answer"]
        assert passages(change(text), sections) == passages(text, sections)


def test_passages_are_printed_for_curators() -> None:
    text = (ORIGINALS / "acme-memo-2032.txt").read_text(encoding="utf-8")
    section, paragraph, sha256, words = passages(text, ["The Memo"])[1]
    assert (section, paragraph, len(sha256), words) == (
        "The Memo",
        1,
        64,
        "Safety chief Ann Field wrote that ...",
    )


@pytest.mark.parametrize(
    ("inner", "old", "new", "reason"),
    [
        (
            WALKOUT,
            'sha256: "021295',
            'sha256: "121295',
            "Opening/4 ('Some 1,200 workers left the Acme ...') has the hash 021295",
        ),
        (
            WALKOUT,
            "About 1,200 workers",
            "About 1,300 workers",
            "the original's The walkout/1 has no number 1,300",
        ),
        (WALKOUT, "wanted 8% more", "wanted 7% more", "has no number 7"),
        (
            WALKOUT,
            "an unplanned holiday,",
            "an unplanned vacation,",
            "these words do not stand in The walkout/1",
        ),
        (
            WALKOUT,
            "an unplanned holiday, passage: The walkout/1",
            "an unplanned holiday, passage: Opening/4",
            "do not stand in Opening/4",
        ),
        (
            WALKOUT,
            "passage: The company's answer/1, source: 1",
            "passage: The company's answer/1, source: 2",
            "The company's answer/1 is not marked with source 2; its sources are: 1.",
        ),
        (
            WALKOUT,
            "kind: reported,\n     passage: The walkout/1, source: 1",
            "kind: reported,\n     passage: Opening/4, source: 1",
            "Opening/4 is not marked with source 1; its sources are: none.",
        ),
        (MEMO, "to $5 million", "to $5 billion", "has no number 5 billion"),
        (MEMO, "post… We", "post. We", "do not stand in The Memo/2"),
    ],
)
def test_what_differs_from_the_original_is_refused_with_its_line(
    folder: KnowledgeFolder, inner: str, old: str, new: str, reason: str
) -> None:
    line = folder.edit(inner, old, new)
    (problem,) = [problem for problem in _prove(folder) if reason in problem.reason]
    assert problem.file == f"knowledge/{inner}"
    assert problem.line in {line, line + 1}


def test_article_edited_after_publication_is_noticed(folder: KnowledgeFolder, originals: Path) -> None:
    _edit(originals, "acme-memo-2032", lambda text: text.replace("about 900", "nearly 900"))
    (problem,) = _prove(folder, originals)
    assert "The Second Walkout/1 ('Two days later nearly 900 workers ...') has the hash" in problem.reason
    assert "the article was edited, or the passage is wrong" in problem.reason


def test_passage_that_nobody_curated_is_reported(folder: KnowledgeFolder, originals: Path) -> None:
    _edit(originals, "acme-memo-2032", lambda text: text + "Acme did not comment on it.\nShare this\n")
    (problem,) = _prove(folder, originals)
    assert problem.file == "knowledge/articles/acme-memo-2032.yaml"
    assert "The Second Walkout/4 ('Acme did not comment on it.') is not curated" in problem.reason


def test_lost_heading_is_reported(folder: KnowledgeFolder, originals: Path) -> None:
    _edit(originals, "acme-memo-2032", lambda text: text.replace("The Memo\n", ""))
    assert any("the original has no passage The Memo/1" in problem.reason for problem in _prove(folder, originals))


@pytest.mark.parametrize("ruin", [Path.unlink, lambda path: path.write_bytes(b"\xff\xfe\x00")])
def test_missing_or_unreadable_original_is_a_problem(
    folder: KnowledgeFolder, originals: Path, ruin: Callable[[Path], object]
) -> None:
    ruin(originals / "acme-memo-2032.txt")
    (problem,) = _prove(folder, originals)
    assert "its original acme-memo-2032.txt cannot be read" in problem.reason
