"""What a fresh machine meets: make, the locks, the container's recipe and the README's commands."""

from __future__ import annotations

import fnmatch
import os
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = {name: ROOT / "requirements" / f"{name}.txt" for name in ("run", "demo", "dev")}
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
LOCKED = {
    "run": [*PROJECT["dependencies"], *EXTRAS["build"], *EXTRAS["postgres"]],
    "demo": EXTRAS["demo"],
    "dev": [*EXTRAS["dev"], *EXTRAS["semantic"]],
}
PROMISED = ["demo", "test", "run", "check", "lint", "format", "lock", "clean"]


def make(*arguments: str, folder: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[str]:
    # What a `make test` around this test has set must not reach the make inside.
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        ["make", *arguments],
        capture_output=True,
        text=True,
        cwd=folder,
        env=inherited | changes,
        timeout=60,
        check=False,
    )


def targets() -> set[str]:
    return set(re.findall(r"^  make (\w+)", make("help").stdout, re.MULTILINE))


def pins(lock: Path) -> dict[str, list[Requirement]]:
    """The requirements of a lock by name; each is checked to have hashes."""
    found: dict[str, list[Requirement]] = {}
    for entry in re.split(r"(?m)^(?=[A-Za-z])", lock.read_text(encoding="utf-8"))[1:]:
        line, *rest = entry.split("\\\n")
        assert rest, f"{line} has no hash"
        assert all(re.fullmatch(r"\s+--hash=sha256:[0-9a-f]{64}\s*(\n\s*#.*)*\s*", part) for part in rest), line
        requirement = Requirement(line.strip())
        found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


class TestMake:
    def test_says_what_it_can_do_by_default(self) -> None:
        assert targets() >= {"help", *PROMISED}
        assert make().stdout == make("help").stdout

    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        """A checkout with spaces in its path, set up as `make` would, over this environment's packages."""
        folder = tmp_path / "a check out"
        binaries = folder / ".venv" / "bin"
        binaries.mkdir(parents=True)
        shutil.copy(ROOT / "Makefile", folder)
        program = binaries / "footnote"
        program.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        return folder

    def test_run_without_a_token_names_the_demo(self, checkout: Path) -> None:
        done = make(
            "--old-file=.venv/run.stamp",
            "run",
            folder=checkout,
            FOOTNOTE_DISCORD_TOKEN="",
            FOOTNOTE_CONFIG="",
        )
        assert done.returncode == 2
        assert "make demo" in done.stderr
        assert "discord.com/developers/applications" in done.stderr

    def test_an_old_python_is_one_sentence(self, tmp_path: Path) -> None:
        shutil.copy(ROOT / "Makefile", tmp_path)
        (tmp_path / "requirements").mkdir()
        for name in (
            "requirements/run.txt",
            "requirements/demo.txt",
            "requirements/dev.txt",
            "pyproject.toml",
        ):
            (tmp_path / name).touch()
        for goal in ("demo", "test", "run", "lock"):
            done = make(goal, "PYTHON=false", folder=tmp_path)
            assert done.returncode == 2
            assert "Footnote needs Python 3.11 or newer" in done.stderr
        assert not (tmp_path / ".venv").exists()

    def test_ci_runs_what_a_desk_runs(self) -> None:
        script = ROOT / ".ci" / "run"
        assert os.access(script, os.X_OK)
        assert "make test" in script.read_text(encoding="utf-8")


class TestReadme:
    @pytest.mark.parametrize("file", ["README.md", "CONTRIBUTING.md"])
    def test_names_only_what_make_can_do(self, file: str) -> None:
        text = (ROOT / file).read_text(encoding="utf-8")
        # Commands stand in back quotes or at the start of a line; 'make sure' is no command.
        named = set(re.findall(r"(?:`|^\s*)make ([a-z]+)\b", text, re.MULTILINE))
        assert named
        assert named <= targets()

    def test_shows_the_two_commands(self) -> None:
        text = (ROOT / "README.md").read_text(encoding="utf-8")
        assert "make demo" in text
        assert "make test" in text


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS)
    def test_every_requirement_is_pinned_with_hashes(self, lock: str) -> None:
        for requirements in pins(LOCKS[lock]).values():
            for requirement in requirements:
                assert re.fullmatch(r"==[^=*]+", str(requirement.specifier))
                assert requirement.url is None

    @pytest.mark.parametrize("lock", LOCKS)
    def test_names_no_index_and_no_path(self, lock: str) -> None:
        text = LOCKS[lock].read_text(encoding="utf-8")
        assert not re.search(r"--(?!hash=)|://|(?<![\w.])/\w|\bfile:", text)

    @pytest.mark.parametrize("lock", LOCKS)
    def test_satisfies_what_the_project_asks_for(self, lock: str) -> None:
        pinned = pins(LOCKS[lock])
        for text in LOCKED[lock]:
            asked = Requirement(text)
            found = pinned[canonicalize_name(asked.name)]
            for pin in found:
                assert asked.specifier.contains(str(pin.specifier).removeprefix("==")), f"{asked}: run make lock"

    def test_one_version_of_a_package_in_all_three(self) -> None:
        run, demo, dev = (
            {name: str(requirements) for name, requirements in pins(lock).items()} for lock in LOCKS.values()
        )
        assert run.items() <= demo.items() <= dev.items()

    def test_the_project_builds_from_the_lock(self) -> None:
        whole = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        assert whole["build-system"]["requires"] == EXTRAS["build"]


class TestContainer:
    DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")

    def test_hadolint_finds_nothing(self) -> None:
        hadolint = Path(sys.executable).with_name("hadolint")
        done = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stdout) == (0, "")

    def test_copies_only_what_is_there_and_not_ignored(self) -> None:
        allowed = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
        copied = re.findall(r"^COPY (?!--from)(.+) \S+$", self.DOCKERFILE, re.MULTILINE)
        sources = {source for line in copied for source in line.split()}
        assert sources
        for source in sources:
            assert (ROOT / source).exists(), source
            assert any(fnmatch.fnmatch(source, pattern) for pattern in allowed), source

    @pytest.mark.parametrize("secret", [".env", "footnote.key", "footnote.db"])
    def test_no_secret_reaches_the_image_or_git(self, secret: str) -> None:
        ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
        assert ignored[1] == "*"
        assert f"!{secret}" not in ignored
        patterns = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
        assert any(fnmatch.fnmatch(secret, pattern) for pattern in patterns)

    def test_runs_without_root_and_stops_on_sigterm(self) -> None:
        final = self.DOCKERFILE.rpartition("\nFROM ")[2]
        assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE)
        assert "STOPSIGNAL SIGTERM" in final
        assert re.search(r"^ENTRYPOINT \[", final, re.MULTILINE)

    def test_its_health_check_reads_the_heartbeat_that_its_command_writes(self) -> None:
        command = re.search(r'^CMD \["run", "--heartbeat", "(.+)"\]$', self.DOCKERFILE, re.MULTILINE)
        check = re.search(r'HEALTHCHECK .* CMD \["footnote", "health", "(.+)"\]$', self.DOCKERFILE, re.MULTILINE)
        assert command
        assert check
        assert command[1] == check[1]


@pytest.mark.slow
def test_the_wheel_holds_migrations_and_types(tmp_path: Path) -> None:
    """Installed from a wheel, not only from a checkout, the log finds its migrations."""
    source = tmp_path / "source"
    source.mkdir()
    shutil.copytree(ROOT / "bot", source / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--wheel-dir",
        ".",
    ]
    subprocess.run([*build, str(source)], check=True, capture_output=True, cwd=tmp_path, timeout=120)
    [wheel] = tmp_path.glob("footnote-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {path.relative_to(ROOT).as_posix() for path in (ROOT / "bot").rglob("*.py")} | {"bot/py.typed"}
    assert expected <= names
    assert not any(name.startswith("tests/") for name in names)
