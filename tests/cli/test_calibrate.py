"""`footnote calibrate`, in a process of its own over the invented coverage."""

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
MILD = "what was it about with the strike"
"""An answer that is right, at a middling confidence."""
CONFIG = "# Too strict.\nthreshold_answer = 0.95 # for now\nthreshold_alone = 0.95\nwrong_answer_rate = 0.2\n"
Run = Callable[..., subprocess.CompletedProcess[str]]


def rows(number: int, question: str, kind: str, **expect: object) -> str:
    asked = {"question": question, "kind": kind, "expect": expect}
    return "".join(f"{json.dumps({'id': f'{question} {n}', **asked})}\n" for n in range(number))


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """`footnote calibrate` in a folder with a configuration that is too strict, and questions that show it."""
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "footnote.toml").write_text(CONFIG)
    right = rows(30, MILD, "answerable", articles=["acme-walkout-2031"])
    (tmp_path / "right.jsonl").write_text(right + rows(10, "who wrote the tale of genji", "unanswerable"))
    (tmp_path / "wrong.jsonl").write_text(rows(30, "how many workers walked out in 2031", "unanswerable"))
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}

    def calibrate(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        own = {"PYTHONPATH": str(ROOT), "FOOTNOTE_KNOWLEDGE_DIR": str(COVERAGE), **variables}
        return subprocess.run(
            [sys.executable, "-m", "bot", "calibrate", *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=inherited | own,
            timeout=120,
            check=False,
        )

    return calibrate


def config(folder: Path) -> str:
    return (folder / "config" / "footnote.toml").read_text()


def fitted(text: str) -> str:
    """The settings that a run names as fitted: `threshold_answer = ...`, and others after it."""
    found = re.search(r": (threshold_answer = 0\.\d+.*?)\.(?: They count.*)?$", text, re.MULTILINE)
    assert found is not None, text
    return found[1]


def test_shows_the_trade_off_and_writes_what_is_better(run: Run, tmp_path: Path) -> None:
    done = run("right.jsonl", "--picture", "trade-off.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert re.search(r"^today +0 ", done.stdout, re.MULTILINE)
    assert re.search(r"^fitted +30 +0 +10 +0 +40 +0 +0\.0 +9\.5 *$", done.stdout, re.MULTILINE)
    assert "The rate of 20 % is held, and proved." in done.stdout
    assert "Fitted, on questions left out of the fit: 0 of 30 answers wrong" in done.stdout
    assert "Written into config/footnote.toml: threshold_answer = " in done.stdout
    written = dict(line.partition("#")[0].split(" = ") for line in config(tmp_path).splitlines()[1:])
    for setting in fitted(done.stdout).split(", "):
        name, value = setting.split(" = ")
        assert written[name].strip() == value
    assert config(tmp_path).startswith("# Too strict.\nthreshold_answer = ")
    assert " # for now\n" in config(tmp_path)
    assert (tmp_path / "trade-off.png").read_bytes().startswith(b"\x89PNG")


def test_a_dry_run_writes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("right.jsonl", "--dry-run")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing is written (--dry-run); it would be: threshold_answer = " in done.stdout
    assert float(fitted(done.stdout).split()[2].rstrip(",")) < 0.95
    assert config(tmp_path) == CONFIG


def test_a_rate_out_of_reach_is_exit_status_1_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    done = run("right.jsonl", "wrong.jsonl", "--rate", "0.02")
    assert (done.returncode, done.stderr) == (1, "")
    assert "The rate of 2 % is out of reach" in done.stdout
    assert "today: 30 of 40 of unlabelled distance" in done.stdout
    assert done.stdout.endswith("Nothing is written: today's thresholds stay.\n")
    assert config(tmp_path) == CONFIG


def test_a_variable_that_outdoes_the_file_is_told(run: Run, tmp_path: Path) -> None:
    done = run("right.jsonl", FOOTNOTE_THRESHOLD_ANSWER="0.95")
    assert done.returncode == 0
    assert "threshold_answer = 0.95 " not in config(tmp_path)
    assert done.stderr.startswith("footnote: FOOTNOTE_THRESHOLD_... variables go before the configuration file")


def test_bad_rows_are_told_with_file_and_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text("{\n")
    done = run("bad.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("footnote: bad.jsonl:1: ")
