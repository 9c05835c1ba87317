"""`footnote explain` and `footnote replay`, through processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from tests.folders import KnowledgeFolder

ROOT = Path(__file__).parents[2]
QUESTION = "how many wokers walked out?"
Footnote: TypeAlias = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def footnote(tmp_path: Path, folder: KnowledgeFolder) -> Footnote:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
    own = {
        "PYTHONPATH": str(ROOT),
        "FOOTNOTE_KNOWLEDGE_DIR": str(folder.path),
        "FOOTNOTE_CACHE_DIR": str(tmp_path.parent / "cache"),
    }

    def call(*arguments: str, stdin: str = "", **changes: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            cwd=tmp_path,
            env=inherited | own | changes,
            timeout=60,
            check=False,
        )

    return call


def one_sentence(stderr: str) -> bool:
    return stderr.startswith("footnote: ") and stderr.count("\n") == 1 and "Traceback" not in stderr


def test_explain_tells_how_the_answer_comes_about_and_logs_nothing(footnote: Footnote, tmp_path: Path) -> None:
    done = footnote("explain", QUESTION)
    assert done.returncode == 0, done.stderr
    assert "I took “wokers” to mean “workers”." in done.stdout
    assert "[1] About 1,200 workers" in done.stdout
    assert "\nKnowledge version: sha256:" in done.stdout
    assert not list(tmp_path.glob("footnote.*"))


def test_explain_json_is_one_object(footnote: Footnote) -> None:
    done = footnote("explain", "--json", QUESTION)
    explanation = json.loads(done.stdout)
    assert explanation["repairs"] == [["wokers", "workers"]]
    assert explanation["best"]["intent"] == "strike-size"
    assert explanation["evidence"][0]["kind"] == "reported"


def test_explain_tells_what_a_follow_up_was_taken_for(footnote: Footnote) -> None:
    done = footnote("explain", "and why?", "--after", "how many workers walked out in 2031")
    assert done.returncode == 0, done.stderr
    assert "I took it as a follow-up to “how many workers walked out in 2031”." in done.stdout
    assert "I read the question as “why workers walked out in 2031”." in done.stdout


def test_replay_of_a_follow_up_says_that_nothing_has_changed(footnote: Footnote) -> None:
    footnote("chat", stdin=f"{QUESTION}\nand why?\nwho said that?\n")
    for number in ("2", "3"):
        assert "Nothing has changed." in footnote("replay", number).stdout


def test_replay_says_that_nothing_has_changed(footnote: Footnote) -> None:
    footnote("ask", QUESTION)
    done = footnote("replay", "1")
    assert done.returncode == 0, done.stderr
    assert QUESTION in done.stdout
    assert "Nothing has changed." in done.stdout
    assert "Then:" not in done.stdout


def test_replay_shows_both_texts_and_both_versions(footnote: Footnote, folder: KnowledgeFolder) -> None:
    footnote("ask", QUESTION)
    folder.edit("intents/walkouts.yaml", "walked out on 12 May, a tenth of the staff.", "walked out.")
    done = footnote("replay", "1")
    assert done.returncode == 0, done.stderr
    assert "Changed: text." in done.stdout
    assert "a tenth of the staff. [1]" in done.stdout.partition("Now:")[0]
    assert "About 1,200 workers walked out. [1]" in done.stdout.partition("Now:")[2]
    assert done.stdout.count("sha256:") == 2


@pytest.mark.parametrize("number", ["7", "0", "99999999999999999999"])
def test_replay_of_an_unknown_id_is_one_sentence(footnote: Footnote, number: str) -> None:
    done = footnote("replay", number)
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert number in done.stderr


def test_replay_of_a_question_without_its_words_is_one_sentence(footnote: Footnote) -> None:
    footnote("ask", QUESTION, FOOTNOTE_LOG_QUESTIONS="false")
    done = footnote("replay", "1")
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert "log_questions" in done.stderr
