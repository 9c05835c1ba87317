"""A file that is broken in any way is a problem with file, line and remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.errors import KnowledgeError, Problem
from bot.knowledge.files import read_folder
from bot.knowledge.listing import LARGEST_FILE
from tests.folders import KnowledgeFolder


def _only_problem(folder: KnowledgeFolder) -> Problem:
    (problem,) = read_folder(folder.path).problems
    return problem


def test_sound_folder_has_no_problems(folder: KnowledgeFolder) -> None:
    found = read_folder(folder.path)
    assert found.problems == ()
    assert "intents/walkouts.yaml" in found.documents
    assert found.documents["lexicon.yaml"].file == "knowledge/lexicon.yaml"


def test_scalars_stay_as_they_are_written(folder: KnowledgeFolder) -> None:
    content = read_folder(folder.path).documents["articles/acme-walkout-2031.yaml"].content
    assert isinstance(content, dict)
    assert content["published"] == "2031-05"


def test_missing_folder_names_the_setting(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="FOOTNOTE_KNOWLEDGE_DIR"):
        read_folder(tmp_path / "nowhere")


def test_file_in_place_of_the_folder_names_the_setting(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(KnowledgeError, match="FOOTNOTE_KNOWLEDGE_DIR"):
        read_folder(tmp_path / "file")


@pytest.mark.parametrize(
    ("raw", "line", "reason"),
    [
        (b"", 0, "the file is empty; fill it or remove it."),
        (b"# a note\n", 0, "the file is empty; fill it or remove it."),
        (b"- a\n- [\n", 3, "this is not YAML"),
        (b"a: b: c\n", 1, "mapping values are not allowed in this context"),
        (b"ok: 1\nbad: 'x\n", 3, "this is not YAML"),
        (b"a: 1\nb: 2\na: 3\n", 3, "the key `a` stands twice in the same mapping; keep one of them."),
        (b"a: 1\nb: &x [1]\nc: *x\n", 2, "the anchor &x is not allowed; write the content out each time."),
        (b"a: &x [*x]\n", 1, "the anchor &x is not allowed"),
        (
            b"a: 1\nb: !!python/object:os.system 1\n",
            2,
            "is not allowed; write plain text, lists and mappings.",
        ),
        (b"? [a]\n: 1\n", 1, "a key must be plain text"),
        (b"a: 1\n--- \nb: 2\n", 2, "a second document begins here"),
        (b"a: caf\xe9\n", 1, "this is not UTF-8; save the file with the encoding UTF-8."),
        (b"a: 1\nb: \x07\n", 2, "a control character is not allowed here; remove it."),
        (b"a: 1\nb: " + b"[" * 5000, 2, "this is nested too deeply; write it flatter."),
        (b"- " * 100_000 + b"x\n", 1, "this is nested too deeply; write it flatter."),
    ],
)
def test_broken_text_is_a_problem_with_its_line(folder: KnowledgeFolder, raw: bytes, line: int, reason: str) -> None:
    (folder.path / "background.yaml").write_bytes(raw)
    problem = _only_problem(folder)
    assert (problem.file, problem.line) == ("knowledge/background.yaml", line)
    assert reason in problem.reason


def test_fifty_megabytes_are_refused_unread(folder: KnowledgeFolder) -> None:
    with (folder.path / "background.yaml").open("wb") as file:
        file.truncate(50_000_000)
    reason = f"the file has 50,000,000 bytes, more than {LARGEST_FILE:,}; split it into several."
    assert _only_problem(folder) == Problem("knowledge/background.yaml", 0, reason)


def test_circle_of_links_is_a_problem(folder: KnowledgeFolder) -> None:
    (folder.path / "intents" / "loop.yaml").symlink_to("loop.yaml")
    problem = _only_problem(folder)
    assert problem.file == "knowledge/intents/loop.yaml"
    assert "its links lead in a circle" in problem.reason


def test_dangling_link_is_a_problem(folder: KnowledgeFolder) -> None:
    (folder.path / "intents" / "gone.yaml").symlink_to("nowhere.yaml")
    assert "no such file or directory" in _only_problem(folder).reason


@pytest.mark.skipif(os.name != "posix", reason="named pipes are POSIX")
def test_pipe_is_not_waited_for(folder: KnowledgeFolder) -> None:
    os.mkfifo(folder.path / "intents" / "pipe.yaml")
    assert "this is not a file" in _only_problem(folder).reason


def test_folder_named_like_a_file_is_a_problem(folder: KnowledgeFolder) -> None:
    (folder.path / "intents" / "more.yaml").mkdir()
    assert "this is not a file" in _only_problem(folder).reason


def test_file_in_place_of_a_folder_is_a_problem(folder: KnowledgeFolder) -> None:
    intents = folder.path / "intents"
    for file in intents.iterdir():
        file.unlink()
    intents.rmdir()
    intents.write_text("x")
    problem = _only_problem(folder)
    assert problem.file == "knowledge/intents"
    assert "the folder cannot be read" in problem.reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_unreadable_file_is_a_problem(folder: KnowledgeFolder) -> None:
    (folder.path / "background.yaml").chmod(0)
    assert "permission denied" in _only_problem(folder).reason


@pytest.mark.parametrize("inner", ["intents/more.yml", "intents/more", "articles/notes.txt", "lexikon.yaml"])
def test_file_that_nobody_would_read_is_named(folder: KnowledgeFolder, inner: str) -> None:
    (folder.path / inner).write_text("- x\n")
    problem = _only_problem(folder)
    assert problem.file == f"knowledge/{inner}"
    assert "this is not read" in problem.reason


@pytest.mark.parametrize(
    "inner", [".hidden.yaml", "intents/.x.yaml.swp", "intents/x.yaml~", "README.md", "intents/README.md"]
)
def test_notes_and_editors_files_are_passed_over(folder: KnowledgeFolder, inner: str) -> None:
    (folder.path / inner).write_text("[")
    assert read_folder(folder.path).problems == ()


def test_every_scalar_stays_as_it_is_written_but_null(folder: KnowledgeFolder) -> None:
    (folder.path / "background.yaml").write_text(
        "[no, 010, 2031-05-06, 1_0, '', \"null\", =, <<, 😀, null, ~, !!null x]"
    )
    content = read_folder(folder.path).documents["background.yaml"].content
    assert content == ["no", "010", "2031-05-06", "1_0", "", "null", "=", "<<", "😀", None, None, None]


def test_byte_order_mark_is_allowed(folder: KnowledgeFolder) -> None:
    (folder.path / "background.yaml").write_bytes(b"\xef\xbb\xbf- hi\n")
    assert read_folder(folder.path).documents["background.yaml"].content == ["hi"]


def test_all_broken_files_are_named_at_once(folder: KnowledgeFolder) -> None:
    for inner in ("background.yaml", "lexicon.yaml", "intents/gaps.yaml"):
        (folder.path / inner).write_text("[")
    assert len(read_folder(folder.path).problems) == 3
