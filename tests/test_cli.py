"""The command line, as a person or a program meets it: through processes of its own."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

import bot

ROOT = Path(__file__).parents[1]
COVERAGE = ROOT / "tests" / "coverage"
ORIGINALS = ROOT / "tests" / "originals"
QUESTION = "how many workers walked out?"
FIELDS = ["id", "status", "text", "citations", "suggestions", "intent", "confidence", "knowledge"]
TIMEOUT = 60


@dataclass
class Footnote:
    """The program in a folder of its own, over the made-up coverage."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    def environ(self, changes: Mapping[str, str] | None = None) -> dict[str, str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("FOOTNOTE_")}
        return inherited | {"PYTHONPATH": str(ROOT)} | self.environment | dict(changes or {})

    def __call__(self, *arguments: str, stdin: str | bytes = b"", **changes: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=self.folder,
            env=self.environ(changes),
            timeout=TIMEOUT,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
        )

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "bot", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env=self.environ(),
            encoding="utf-8",
        )

    def logged(self) -> list[dict[str, object]]:
        done = self("log", "export", "--format", "jsonl")
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def footnote(tmp_path: Path) -> Footnote:
    return Footnote(
        tmp_path, {"FOOTNOTE_KNOWLEDGE_DIR": str(COVERAGE), "FOOTNOTE_CACHE_DIR": str(tmp_path.parent / "cache")}
    )


@pytest.fixture
def started(footnote: Footnote) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts the program; whatever still runs at the end of the test is killed."""
    processes: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> subprocess.Popen[str]:
        processes.append(footnote.start(*arguments))
        return processes[-1]

    yield start
    for process in processes:
        process.kill()
        process.communicate()


def copies(folder: Path) -> tuple[Path, Path]:
    """The made-up coverage and its originals, for a test to change."""
    knowledge, originals = folder / "knowledge", folder / "originals"
    shutil.copytree(COVERAGE, knowledge)
    shutil.copytree(ORIGINALS, originals)
    return knowledge, originals


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def one_sentence(stderr: str) -> bool:
    return stderr.startswith("footnote: ") and stderr.count("\n") == 1 and "Traceback" not in stderr


class TestProgram:
    def test_help_lists_every_command(self, footnote: Footnote) -> None:
        shown = footnote("--help").stdout
        for command in ("ask", "chat", "explain", "replay", "check", "eval", "demo", "run", "health", "log", "version"):
            assert re.search(rf"^\W*{command}\s", shown, re.MULTILINE), command

    def test_help_imports_nothing_heavy(self, footnote: Footnote) -> None:
        heavy = "{'discord', 'sklearn', 'scipy', 'numpy', 'sqlalchemy', 'pydantic', 'ruamel', 'hassil'}"
        code = f"import sys, bot.cli; print(sorted({heavy} & set(sys.modules)))"
        done = subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=TIMEOUT,
            check=True,
        )
        assert done.stdout == "[]\n"

    def test_tells_its_version(self, footnote: Footnote) -> None:
        assert footnote("version").stdout == f"footnote {bot.__version__}\n"

    def test_unknown_command_is_a_sentence(self, footnote: Footnote) -> None:
        done = footnote("aks")
        assert done.returncode == 2
        assert "ask" in done.stderr
        assert "Traceback" not in done.stderr

    def test_a_wrong_setting_is_one_sentence_that_names_it(self, footnote: Footnote) -> None:
        done = footnote("ask", QUESTION, FOOTNOTE_COOLDOWN_QUESTIONS="many")
        assert done.returncode == 2
        assert one_sentence(done.stderr)
        assert "FOOTNOTE_COOLDOWN_QUESTIONS" in done.stderr

    def test_missing_knowledge_is_one_sentence(self, footnote: Footnote) -> None:
        done = footnote("ask", QUESTION, FOOTNOTE_KNOWLEDGE_DIR="nowhere")
        assert done.returncode == 2
        assert one_sentence(done.stderr)
        assert "nowhere" in done.stderr

    @pytest.mark.parametrize("command", [["ask", QUESTION], ["chat"], ["demo"], ["run"]])
    def test_bad_knowledge_names_the_first_problem_and_how_to_see_all(
        self, footnote: Footnote, command: list[str]
    ) -> None:
        knowledge, _ = copies(footnote.folder)
        replace(knowledge / "intents" / "walkouts.yaml", "[strike-demands]", "[strike-demand]")
        replace(knowledge / "intents" / "walkouts.yaml", "[standstill]", "[standstil]")
        done = footnote(*command, FOOTNOTE_KNOWLEDGE_DIR=str(knowledge), FOOTNOTE_DISCORD_TOKEN="none")
        assert done.returncode == 2
        assert one_sentence(done.stderr)
        assert "2 problems; run `footnote check` to see all" in done.stderr
        assert re.search(r"knowledge/intents/walkouts\.yaml:\d+: there is no claim or quote", done.stderr)

    @pytest.mark.parametrize("key", [{}, {"FOOTNOTE_HASH_KEY": "k" * 32}])
    def test_a_missing_folder_of_the_log_is_named_with_its_setting(
        self, footnote: Footnote, key: dict[str, str]
    ) -> None:
        url = f"sqlite+aiosqlite:///{footnote.folder}/nowhere/x.db"
        done = footnote("ask", QUESTION, FOOTNOTE_DATABASE_URL=url, **key)
        assert done.returncode == 2
        assert one_sentence(done.stderr)
        assert f"folder {footnote.folder}/nowhere does not exist" in done.stderr
        assert "set FOOTNOTE_DATABASE_URL" in done.stderr
        assert "key" not in done.stderr


class TestAsk:
    def test_answers_with_footnotes(self, footnote: Footnote) -> None:
        done = footnote("ask", QUESTION)
        assert done.returncode == 0, done.stderr
        assert "About 1,200 workers walked out" in done.stdout
        assert re.search(r"^\[1\] .*The Daily Example", done.stdout, re.MULTILINE)
        assert done.stderr == ""

    def test_json_is_one_object_with_the_documented_fields(self, footnote: Footnote) -> None:
        done = footnote("ask", "--json", "what did jo doe say at the gate?")
        answer = json.loads(done.stdout)
        assert list(answer) == FIELDS
        assert answer["status"] == "answered"
        assert answer["intent"] == "ceo-words"
        assert answer["knowledge"].startswith("sha256:")
        assert 0 < answer["confidence"] <= 1
        assert {
            "n": 1,
            "article": "acme-walkout-2031",
            "passage": "The company's answer/1",
            "source": 1,
            "kind": "reported",
            "ref": "anyone",
        } in answer["citations"]
        assert "We will talk to anyone" in answer["text"]

    @pytest.mark.parametrize("locale", [{"LC_ALL": "C"}, {"LANG": "C"}, {"PYTHONIOENCODING": "latin-1"}])
    def test_speaks_utf_8_in_every_locale(self, footnote: Footnote, locale: dict[str, str]) -> None:
        done = footnote("ask", "what did jo doe say at the gate?", **locale)
        assert done.returncode == 0, done.stderr
        assert "“We will talk to anyone" in done.stdout

    def test_logs_the_question_of_the_local_user(self, footnote: Footnote) -> None:
        footnote("ask", QUESTION)
        [row] = footnote.logged()
        assert (row["surface"], row["question"], row["status"]) == ("ask", QUESTION, "answered")
        assert row["guild_id"] is None
        assert re.fullmatch("[0-9a-f]{64}", str(row["asker"]))

    def test_a_log_that_cannot_be_written_gives_no_answer(self, footnote: Footnote) -> None:
        done = footnote("ask", QUESTION, FOOTNOTE_DATABASE_URL="sqlite+aiosqlite:///no/such/folder/footnote.db")
        assert done.returncode == 2
        assert done.stdout == ""
        assert one_sentence(done.stderr)

    @pytest.mark.parametrize("question", ["", " ", "[bold]\x1b[31mred\x1b[0m\x07", "\u202e" * 3, "x" * 5000])
    def test_any_question_gets_a_reply_that_steers_no_terminal(self, footnote: Footnote, question: str) -> None:
        done = footnote("ask", question)
        assert done.returncode == 0, done.stderr
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.stdout)

    def test_bytes_that_are_no_text_are_a_question_too(self, footnote: Footnote) -> None:
        done = footnote("ask", "--json", os.fsdecode(b"\xff\xfe?"))
        assert json.loads(done.stdout)["id"] is None

    def test_without_a_question_it_shows_how(self, footnote: Footnote) -> None:
        done = footnote("ask")
        assert done.returncode == 2
        assert "footnote ask" in done.stderr


class TestJsonLines:
    def test_answers_line_by_line_in_order(self, footnote: Footnote) -> None:
        asked = [
            {"id": "b", "question": QUESTION},
            {"id": 7, "question": "hi"},
            {"question": "why?", "more": 1},
        ]
        done = footnote("ask", "--jsonl", stdin="".join(f"{json.dumps(line)}\n\n" for line in asked))
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 0
        assert [answer["id"] for answer in answers] == ["b", 7, None]
        assert all(list(answer) == FIELDS for answer in answers)
        assert [row["question"] for row in footnote.logged()] == [QUESTION, "hi", "why?"]

    def test_a_bad_line_is_told_in_its_place_and_the_rest_goes_on(self, footnote: Footnote) -> None:
        lines = [
            b"\xef\xbb\xbf" + json.dumps({"id": 1, "question": "hi"}).encode(),
            b"{",
            b"[1]",
            b'{"id": 2}',
            b'{"id": 3, "question": 4}',
            b'{"id": NaN, "question": "hi"}',
            b"[" * 100_000,
            b'{"id": "\xff", "question": "\xff"}',
            b'{"id": "\\ud800\\u2028", "question": "hi"}',
        ]
        done = footnote("ask", "--jsonl", stdin=b"\n".join(lines))
        answers = [json.loads(line) for line in done.stdout.splitlines()]
        assert done.returncode == 1
        assert [answer["id"] for answer in answers] == [1, *[None] * 6, "\ufffd", "\ud800\u2028"]
        assert [answer["error"].split(":")[0] for answer in answers if "error" in answer] == [
            f"line {number} is not a question" for number in range(2, 8)
        ]
        assert "Traceback" not in done.stderr

    def test_each_answer_comes_at_once_and_ctrl_c_ends_the_wait(
        self, started: Callable[..., subprocess.Popen[str]]
    ) -> None:
        process = started("ask", "--jsonl")
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(json.dumps({"id": number, "question": QUESTION}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == number
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 130
        assert stderr == ""

    def test_a_reader_that_goes_away_is_no_error(self, started: Callable[..., subprocess.Popen[str]]) -> None:
        process = started("ask", "--jsonl")
        assert process.stdin
        assert process.stdout
        assert process.stderr
        line = json.dumps({"id": 1, "question": QUESTION}) + "\n"
        process.stdin.write(line)
        process.stdin.flush()
        process.stdout.readline()
        process.stdout.close()
        process.stdin.write(line * 3)
        process.stdin.close()
        process.stdin = None
        assert process.stderr.read() == ""
        assert process.wait(timeout=TIMEOUT) == 1


class TestChat:
    def test_answers_until_the_input_ends(self, footnote: Footnote) -> None:
        done = footnote("chat", stdin=f"{QUESTION}\n\nhello\n")
        assert done.returncode == 0, done.stderr
        assert "About 1,200 workers" in done.stdout
        assert "Hello! Ask me about the Acme walkouts." in done.stdout
        assert [row["surface"] for row in footnote.logged()] == ["chat", "chat"]

    def test_is_one_conversation(self, footnote: Footnote) -> None:
        done = footnote("chat", stdin=f"{QUESTION}\nthanks\nand why?\nwho said that?\n")
        assert "They asked for 8% more pay" in done.stdout
        assert [row["follows"] for row in footnote.logged()] == [None, None, 1, 3]

    def test_a_new_one_knows_nothing_of_the_last(self, footnote: Footnote) -> None:
        footnote("chat", stdin=f"{QUESTION}\n")
        done = footnote("chat", stdin="and why?\n")
        assert "I do not know what that refers to" in done.stdout

    def test_asking_singly_is_none(self, footnote: Footnote) -> None:
        lines = "".join(json.dumps({"id": None, "question": question}) + "\n" for question in (QUESTION, "and why?"))
        done = footnote("ask", "--jsonl", stdin=lines)
        assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["answered", "clarify"]
        footnote("ask", QUESTION)
        assert "I do not know what that refers to" in footnote("ask", "and why?").stdout

    def test_ctrl_c_ends_it_without_a_word(self, started: Callable[..., subprocess.Popen[str]]) -> None:
        process = started("chat")
        assert process.stdin
        assert process.stdout
        process.stdin.write("hello\n")
        process.stdin.flush()
        assert "Hello" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 130
        assert stderr == ""


class TestCheck:
    def test_good_knowledge_passes_with_its_originals(self, footnote: Footnote) -> None:
        done = footnote("check", "--articles", str(ORIGINALS))
        assert done.returncode == 0, done.stdout
        assert "no problems: 2 articles" in done.stdout

    def test_problems_are_listed_where_they_stand(self, footnote: Footnote) -> None:
        broken = footnote.folder / "broken"
        shutil.copytree(COVERAGE, broken)
        intents = broken / "intents" / "walkouts.yaml"
        text = intents.read_text(encoding="utf-8")
        intents.write_text(text.replace("[strike-demands]", "[strike-demand]"), encoding="utf-8")
        done = footnote("check", FOOTNOTE_KNOWLEDGE_DIR=str(broken))
        assert done.returncode == 1
        assert re.search(r"^broken/intents/walkouts\.yaml:\d+: .*strike-demand", done.stdout, re.MULTILINE)
        assert "Traceback" not in done.stderr

    def test_prints_the_hashes_that_an_article_needs(self, footnote: Footnote) -> None:
        done = footnote("check", "--articles", str(ORIGINALS), "--hashes")
        article = (COVERAGE / "articles" / "acme-memo-2032.yaml").read_text(encoding="utf-8")
        for sha256 in re.findall(r'sha256: "([0-9a-f]{64})"', article):
            assert sha256 in done.stdout

    def test_prints_hashes_that_load_back_whatever_the_heading(self, footnote: Footnote) -> None:
        heading = 'Leaks: pay, "guards" and {more}'
        knowledge, originals = copies(footnote.folder)
        replace(knowledge / "articles" / "acme-memo-2032.yaml", "section: The Memo,", f"section: '{heading}',")
        replace(originals / "acme-memo-2032.txt", "The Memo\n", f"{heading}\n")
        done = footnote("check", "--articles", str(originals), "--hashes", FOOTNOTE_KNOWLEDGE_DIR=str(knowledge))
        assert done.returncode == 0, done.stderr
        passages = yaml.safe_load(done.stdout)["acme-memo-2032"]
        assert {"section", "paragraph", "sha256"} == passages[1].keys()
        assert [(passage["section"], passage["paragraph"]) for passage in passages[:4]] == [
            ("Opening", 1),
            (heading, 1),
            (heading, 2),
            ("The Second Walkout", 1),
        ]

    def test_a_missing_text_is_noted_and_the_others_hashes_are_printed(self, footnote: Footnote) -> None:
        _, originals = copies(footnote.folder)
        (originals / "acme-memo-2032.txt").unlink()
        done = footnote("check", "--articles", str(originals), "--hashes")
        assert done.returncode == 1
        assert "acme-walkout-2031:\n  - {section: Opening, paragraph: 1, sha256: " in done.stdout
        assert "acme-memo-2032" not in done.stdout
        assert one_sentence(done.stderr)
        assert "acme-memo-2032.txt cannot be read" in done.stderr

    def test_a_broken_article_is_noted_and_the_others_hashes_are_printed(self, footnote: Footnote) -> None:
        knowledge, originals = copies(footnote.folder)
        replace(knowledge / "articles" / "acme-memo-2032.yaml", "section: Opening,", "section: [Opening,")
        done = footnote("check", "--articles", str(originals), "--hashes", FOOTNOTE_KNOWLEDGE_DIR=str(knowledge))
        assert done.returncode == 1
        assert "acme-walkout-2031:\n" in done.stdout
        assert one_sentence(done.stderr)
        assert re.search(r"articles/acme-memo-2032\.yaml:\d+: this is not YAML", done.stderr)


class TestRun:
    def test_without_a_token_it_says_how_to_get_one(self, footnote: Footnote) -> None:
        done = footnote("run")
        assert done.returncode == 2
        assert "FOOTNOTE_DISCORD_TOKEN" in done.stderr
        assert "discord.com/developers/applications" in done.stderr
        assert "make demo" in done.stderr
        assert "Traceback" not in done.stderr

    @pytest.mark.parametrize(("age", "status"), [(0, 0), (50, 0), (70, 2), (None, 2)])
    def test_health_tells_by_the_heartbeat(self, footnote: Footnote, age: int | None, status: int) -> None:
        heartbeat = footnote.folder / "heartbeat"
        if age is not None:
            heartbeat.touch()
            then = time.time() - age
            os.utime(heartbeat, (then, then))
        done = footnote("health", str(heartbeat))
        assert done.returncode == status
        assert status == 0 or one_sentence(done.stderr)


class TestDemo:
    def test_prints_its_address_and_ends_on_ctrl_c(self, started: Callable[..., subprocess.Popen[str]]) -> None:
        process = started("demo")
        assert process.stdout
        lines = iter(process.stdout.readline, "")
        assert any("http://127.0.0.1:" in line for line in lines)
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=TIMEOUT)
        assert process.returncode == 130
        assert "Traceback" not in stderr


class TestLog:
    def test_exports_csv_into_a_file(self, footnote: Footnote) -> None:
        footnote("ask", QUESTION)
        done = footnote("log", "export", "--format", "csv", "--output", "questions.csv")
        assert (done.returncode, done.stdout) == (0, "")
        with (footnote.folder / "questions.csv").open(encoding="utf-8", newline="") as stream:
            [row] = csv.DictReader(stream)
        assert row["question"] == QUESTION

    def test_a_file_that_cannot_be_written_is_one_sentence(self, footnote: Footnote) -> None:
        done = footnote("log", "export", "--output", "no/such/folder/questions.jsonl")
        assert done.returncode == 2
        assert one_sentence(done.stderr)

    def test_sums_up_without_showing_what_steers_a_terminal(self, footnote: Footnote) -> None:
        asked = json.dumps({"id": 1, "question": "[red]zork\x1b]0;title\x07"})
        footnote("ask", "--jsonl", stdin=f"{asked}\n")
        figures = json.loads(footnote("log", "stats", "--json").stdout)
        assert figures["total"] == 1
        shown = footnote("log", "stats").stdout
        assert "[red]zork" in shown
        assert "\x1b" not in shown

    def test_an_empty_log_is_no_error(self, footnote: Footnote) -> None:
        assert "0 questions" in footnote("log", "stats").stdout
        assert footnote.logged() == []
