"""`footnote eval`, in a process of its own over the invented coverage."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.folders import COVERAGE

ROOT = Path(__file__).parents[2]
WALKOUT = {"articles": ["acme-walkout-2031"], "facts": [["1,?200"]]}
QUESTIONS = [
    {"id": "size", "question": "how many workers walked out?", "kind": "answerable", "expect": WALKOUT},
    {
        "id": "wrong",
        "question": "how many workers struck?",
        "kind": "answerable",
        "expect": WALKOUT | {"forbid": ["a"]},
    },
    {"id": "far", "question": "who wrote the tale of genji", "kind": "unanswerable", "expect": {}, "note": "far off"},
    {"id": "hi", "question": "hello there", "kind": "smalltalk", "expect": {}},
]
Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`footnote eval` in a folder of its own that has the four questions, one of which is missed."""
    rows = "".join(f"{json.dumps(question)}\n" for question in QUESTIONS)
    (tmp_path / "questions.jsonl").write_text(rows, encoding="utf-8")
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}

    def evaluate(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", "eval", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=inherited
            | {
                "PYTHONPATH": str(ROOT),
                "FOOTNOTE_KNOWLEDGE_DIR": str(COVERAGE),
                "FOOTNOTE_CACHE_DIR": str(tmp_path.parent / "cache"),
            },
            timeout=60,
            check=False,
        )

    return evaluate


def test_shows_every_figure_and_the_misses(run: Run) -> None:
    done = run("questions.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^answerable +1 +2 +50\.0 *$", done.stdout, re.MULTILINE)
    assert re.search(r"^overall +3 +4 +75\.0 *$", done.stdout, re.MULTILINE)
    assert re.search(r"^strike-size +1 +2 +50\.0 *$", done.stdout, re.MULTILINE)
    assert re.search(
        r"^answerable: acme-walkout-2031 +answered: strike-size +says what.* 1 *$", done.stdout, re.MULTILINE
    )
    assert re.search(r"^0\.9-1\.0 +1 +2 +50\.0 *$", done.stdout, re.MULTILINE)
    assert "Of the answers with a confidence of 0.9-1.0, 50.0 % are right (1 of 2)." in done.stdout
    assert "answers that are wrong: 1 of 2 (50.0 %)" in done.stdout
    assert "unanswerable ones asserted: 0 of 1 (0.0 %)" in done.stdout
    assert re.search(r"half answered within [\d.]+ ms, 99 % within [\d.]+ ms", done.stdout)
    assert "Misses, 1 of 1\nwrong: how many workers struck?\n" in done.stdout


def test_shows_as_many_misses_as_asked_for(run: Run) -> None:
    assert "Misses" not in run("questions.jsonl", "--show", "0").stdout


def test_json_is_one_object_with_all_of_it(run: Run) -> None:
    report = json.loads(run("questions.jsonl", "--json", "--show", "0").stdout)
    assert report["knowledge"].startswith("sha256:")
    assert report["overall"] == {"name": "overall", "right": 3, "total": 4, "percent": 75.0}
    assert [tally["name"] for tally in report["by_kind"]] == ["answerable", "unanswerable", "smalltalk"]
    assert {"by_intent", "confusions", "calibration", "wrong", "asserted", "median_ms", "p99_ms"} <= report.keys()
    assert 0 < report["calibration_error"] <= 100
    assert len(report["times_ms"]) == 4
    [miss] = report["misses"]
    assert (miss["id"], miss["why"]) == ("wrong", "says what it must not")
    assert "1,200" in miss["text"]


def test_html_is_a_page_with_every_miss(run: Run, tmp_path: Path) -> None:
    done = run("questions.jsonl", "--html", "report.html")
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "Footnote answered 4 labelled questions." in page
    assert "how many workers struck?" in page
    assert page.count("<svg ") == 3


def test_a_page_that_cannot_be_written_is_one_sentence(run: Run) -> None:
    done = run("questions.jsonl", "--html", "nowhere/report.html")
    assert done.returncode == 2
    assert done.stderr == (
        "footnote: nowhere/report.html cannot be written (No such file or directory); name another file.\n"
    )


@pytest.mark.parametrize(("least", "status"), [("75", 0), ("75.1", 1)])
def test_too_little_right_is_exit_status_1(run: Run, least: str, status: int) -> None:
    done = run("questions.jsonl", "--min", least)
    assert done.returncode == status
    assert "overall" in done.stdout


def test_logs_nothing(run: Run, tmp_path: Path) -> None:
    run("questions.jsonl")
    assert [file.name for file in tmp_path.iterdir()] == ["questions.jsonl"]


def test_bad_rows_are_told_with_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"id": "size", "question": "?", "kind": "hostile", "expect": {}}\n{\n')
    done = run("questions.jsonl", "bad.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert [line.split(" ")[1] for line in told] == ["bad.jsonl:1:", "bad.jsonl:2:"]
    assert "stands twice" in told[0]


def test_what_is_no_text_is_one_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bytes.jsonl").write_bytes(b"\xff\xfe")
    done = run("bytes.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "footnote: bytes.jsonl cannot be read as UTF-8 text; name another file.\n"
