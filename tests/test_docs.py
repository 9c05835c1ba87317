"""What the documents say is so: settings, commands, links, and the curators' example."""

from __future__ import annotations

import inspect
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic import BaseModel

from bot.cli import program
from bot.configuration import PREFIX
from bot.core.export import AnswerObject, CitationObject
from bot.core.model import Status
from bot.discord_app.client import PERMISSIONS
from bot.knowledge import schema
from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCUMENTS = ["README.md", "CONTRIBUTING.md", "knowledge/README.md"]
README, CONTRIBUTING, GUIDE = ((ROOT / name).read_text(encoding="utf-8") for name in DOCUMENTS)
TEXTS = dict(zip(DOCUMENTS, (README, CONTRIBUTING, GUIDE), strict=True))
NAMED_PATH = re.compile(r"(?:bot|config|knowledge|requirements|tests|docs)/[\w./-]*|\w+\.py")


def unfenced(text: str) -> str:
    """The page without its fenced blocks, which are files and not prose."""
    return re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)


def code(text: str) -> Iterator[str]:
    """What stands in back quotes, and the lines of indented blocks without their comments."""
    yield from re.findall(r"`([^`\n]+)`", unfenced(text))
    for line in re.findall(r"^ {4}(\S.*)$", unfenced(text), re.MULTILINE):
        yield line.partition(" #")[0]


def anchors(text: str) -> set[str]:
    """The names by which a page links to its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", unfenced(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


class TestReadme:
    def test_has_every_setting_with_its_default_and_meaning(self) -> None:
        rows = [line for line in README.splitlines() if re.match(r"\| `\w+` \| [`–]", line)]
        assert rows == [
            f"| `{name}` | {_shown(field.default)} | {field.description} |"
            for name, field in Settings.model_fields.items()
        ]

    def test_invites_with_the_permissions_that_the_bot_uses(self) -> None:
        assert re.findall(r"permissions=(\d+)", README) == [str(PERMISSIONS.value)]

    def test_shows_an_answer_with_the_keys_that_it_has(self) -> None:
        (example,) = re.findall(r"^```json\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
        answer = json.loads(example)
        assert list(answer) == list(AnswerObject.__annotations__)
        assert list(answer["citations"][0]) == list(CitationObject.__annotations__)

    def test_tells_every_status(self) -> None:
        assert set(re.findall(r"^\| `(\w+)` \| [^`–]+ \|$", README, re.MULTILINE)) == set(Status)

    def test_has_a_small_picture(self) -> None:
        (picture,) = re.findall(r'<img src="([^"]+)"', README)
        assert (ROOT / picture).stat().st_size < 200_000


def _shown(default: object) -> str:
    """A default as the table has it: as one writes it in the environment, a dash for nothing."""
    if default is None or default == ():
        return "–"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{default:g}`" if isinstance(default, float) else f"`{default}`"


@pytest.mark.parametrize("document", DOCUMENTS)
class TestEveryDocument:
    def test_names_only_what_make_can_do(self, document: str) -> None:
        done = subprocess.run(["make", "help"], capture_output=True, text=True, cwd=ROOT, check=True)
        targets = set(re.findall(r"^  make (\w+)", done.stdout, re.MULTILINE))
        calls = [shlex.split(line)[1:] for line in code(TEXTS[document]) if line.startswith("make ")]
        assert calls
        assert {goal for call in calls for goal in call if "=" not in goal} <= targets

    def test_names_only_commands_and_options_that_there_are(self, document: str) -> None:
        calls = [line for line in code(TEXTS[document]) if line.startswith("footnote ")]
        assert calls
        for call in calls:
            _follow(call)

    def test_links_lead_somewhere(self, document: str) -> None:
        text = TEXTS[document]
        links = [*re.findall(r"\]\(([^)]+)\)", text), *re.findall(r'src="([^"]+)"', text)]
        assert links
        for link in links:
            if link.startswith("https://"):
                continue
            path, _, anchor = link.partition("#")
            target = (ROOT / document).parent / path if path else ROOT / document
            assert target.exists(), link
            if anchor:
                assert anchor in anchors(target.read_text(encoding="utf-8")), link

    def test_names_only_files_that_there_are(self, document: str) -> None:
        modules = {path.name for path in (ROOT / "bot").rglob("*.py")}
        named = {name for name in code(TEXTS[document]) if NAMED_PATH.fullmatch(name)}
        missing = {name for name in named if not (ROOT / name).exists() and name not in modules}
        assert missing == set()


def _follow(call: str) -> None:
    """Walk a written call down the command tree; every word that is an option must be one there."""
    command = typer.main.get_command(program)
    for word in shlex.split(call)[1:]:
        options = {name for parameter in command.params for name in (*parameter.opts, "--help")}
        if word.startswith("--"):
            assert word in options, call
        elif subcommands := getattr(command, "commands", None):
            assert word in {*subcommands, "..."}, call
            command = subcommands.get(word, command)


class TestGuide:
    @pytest.mark.slow
    def test_example_is_what_the_program_accepts(self, tmp_path: Path) -> None:
        for name, content in _example():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        printed = _footnote(tmp_path, "check", "--articles", "originals", "--hashes")
        for entry in re.findall(r"^  - (\{section: .*sha256: .*\})$", GUIDE, re.MULTILINE):
            assert entry in printed
        checked = _footnote(tmp_path, "check", "--articles", "originals")
        assert re.match(r"no problems: 1 article, \d+ claims, 1 quote, ", checked)
        assert "1,200" in _footnote(tmp_path, "ask", "whats the size of the strike")
        assert "does not say who led" in _footnote(tmp_path, "ask", "who was behind the strike")

    def test_names_every_key_of_the_files(self) -> None:
        models = [kind for _, kind in inspect.getmembers(schema, inspect.isclass)]
        keys = {key for kind in models if issubclass(kind, BaseModel) for key in kind.model_fields}
        assert {key for key in keys if not re.search(rf"\b{key}:|`{key}`", GUIDE)} == set()

    def test_explains_refusals_in_the_words_of_the_program(self) -> None:
        table = GUIDE.partition("### What each refusal means")[2].partition("\n## ")[0]
        told = [said for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for said in code(row)]
        assert len(told) > 20
        files = (ROOT / "bot" / "knowledge").glob("*.py")
        source = "".join(file.read_text(encoding="utf-8") for file in files)
        # A sentence may go over several string literals, and `missing` says what there is none of.
        source = re.sub(r'"\s*\n\s*f?"', "", source)
        source += "".join(f"there is no {what}\n" for what in re.findall(r'missing\("([^"]+)"', source))
        pieces = {piece.strip() for said in told for piece in re.split(r"[…<>()`]", said)}
        assert {piece for piece in pieces if piece not in source} == set()


def _example() -> Iterator[tuple[str, str]]:
    """The guide's files by name: the original's name stands behind its fence, a file's in its first line."""
    yield from re.findall(r"^```text (\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    yield from re.findall(r"^```yaml\n# (practice/\S+)\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


def _footnote(folder: Path, *arguments: str) -> str:
    """What the program prints in a folder, over its `practice`, as the guide has its reader do."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=inherited | {"PYTHONPATH": str(ROOT), "FOOTNOTE_KNOWLEDGE_DIR": "practice"},
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
