from __future__ import annotations

import dataclasses
import os
import tomllib
import traceback
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.configuration import CONFIG_FILE, PREFIX, SECRETS
from bot.core.decision import Thresholds
from bot.errors import SettingsError
from bot.settings import THRESHOLD, Settings, config_file

ROOT = Path(__file__).parents[1]
LONG_KEY = "0123456789abcdef" * 4
ANYTHING = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))

# The folder and the environment stay empty between hypothesis's examples.
same_folder = hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to start in, and no variable of ours in the environment."""
    for name in os.environ:
        if name.upper().startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write_config(folder: Path, content: str) -> Path:
    file = folder / CONFIG_FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, encoding="utf-8")
    return file


def complaint(**values: object) -> str:
    with pytest.raises(SettingsError) as caught:
        Settings(**values)
    return str(caught.value)


def accepted_or_refused() -> list[str]:
    """The sentences of the refusal, none if the settings are accepted."""
    try:
        Settings()
    except SettingsError as error:
        return str(error).splitlines()
    return []


def test_with_nothing_set_there_are_defaults() -> None:
    settings = Settings()
    assert settings.discord_token is None
    assert settings.knowledge_dir == Path("knowledge")
    assert settings.database_url == "sqlite+aiosqlite:///footnote.db"
    assert settings.log_questions is True
    assert settings.channel_ids == ()


def test_argument_goes_before_environment_before_dotenv_before_file_before_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [Settings().cooldown_questions]
    write_config(folder, "cooldown_questions = 2")
    steps.append(Settings().cooldown_questions)
    (folder / ".env").write_text("FOOTNOTE_COOLDOWN_QUESTIONS=3\n")
    steps.append(Settings().cooldown_questions)
    monkeypatch.setenv("FOOTNOTE_COOLDOWN_QUESTIONS", "4")
    steps.append(Settings().cooldown_questions)
    steps.append(Settings(cooldown_questions=6).cooldown_questions)
    assert steps == [5, 2, 3, 4, 6]


@pytest.mark.parametrize("dotenv", [False, True])
def test_another_configuration_file_may_be_named(folder: Path, monkeypatch: pytest.MonkeyPatch, dotenv: bool) -> None:
    write_config(folder, "question_max_length = 100")
    (folder / "other.toml").write_text("question_max_length = 200")
    if dotenv:
        (folder / ".env").write_text("FOOTNOTE_CONFIG=other.toml\n")
    else:
        monkeypatch.setenv("FOOTNOTE_CONFIG", "other.toml")
    assert Settings().question_max_length == 200


def test_says_which_configuration_file_counts(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert config_file() == CONFIG_FILE
    (folder / ".env").write_text("FOOTNOTE_CONFIG=other.toml\n")
    assert config_file() == Path("other.toml")
    monkeypatch.setenv("FOOTNOTE_CONFIG", "third.toml")
    assert config_file() == Path("third.toml")


def test_a_configuration_file_that_is_named_must_exist(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CONFIG", "nowhere.toml")
    assert complaint().startswith("FOOTNOTE_CONFIG names nowhere.toml, which does not exist; correct it")


@pytest.mark.parametrize(
    ("text", "ids"),
    [("1", (1,)), (" 1, 22 ,333,", (1, 22, 333)), (",", ()), ("", ()), (str(2**63 - 1), (2**63 - 1,))],
)
def test_lists_are_separated_by_commas_in_the_environment(
    monkeypatch: pytest.MonkeyPatch, text: str, ids: tuple[int, ...]
) -> None:
    monkeypatch.setenv("FOOTNOTE_MODERATOR_ROLE_IDS", text)
    assert Settings().moderator_role_ids == ids


def test_lists_are_lists_in_the_configuration_file(folder: Path) -> None:
    write_config(folder, "channel_ids = [12, 34]")
    assert Settings().channel_ids == (12, 34)


def test_an_empty_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_DISCORD_TOKEN", "")
    monkeypatch.setenv("FOOTNOTE_COOLDOWN_SECONDS", "")
    assert Settings().discord_token is None
    assert Settings().cooldown_seconds == 20


def test_the_log_level_may_be_in_lower_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("footnote_log_level", "debug")
    assert Settings().log_level == "DEBUG"


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("COOLDOWN_QUESTIONS", "many", "a whole number from 1 to 1000"),
        ("COOLDOWN_QUESTIONS", "0", "a whole number from 1 to 1000"),
        ("COOLDOWN_SECONDS", "nan", "a number from 0 to 86400"),
        ("COOLDOWN_SECONDS", "inf", "a number from 0 to 86400"),
        ("LOG_RETENTION_DAYS", "-1", "a whole number from 0 to 36500"),
        ("LOG_QUESTIONS", "perhaps", "true or false"),
        ("LOG_LEVEL", "loud", "DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("CHANNEL_IDS", "12,general", "ids from Discord (whole numbers), separated by commas"),
        ("MODERATOR_ROLE_IDS", str(2**63), "ids from Discord (whole numbers), separated by commas"),
        ("PHRASINGS_PER_INTENT", "1.5", "a whole number from 1 to 10000"),
        ("QUESTION_MAX_LENGTH", "9", "a whole number from 20 to 4000"),
        ("WRONG_ANSWER_RATE", "0", "a number between 0 and 1, such as 0.02 for 2 %"),
        ("THRESHOLD_ANSWER", "30", "a number from 0 to 1"),
        ("THRESHOLD_RATIO", "0.5", "a number from 1 to 1000"),
    ],
)
def test_a_wrong_value_gets_a_sentence_that_says_what_is_allowed(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, allowed: str
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    sentence = complaint()
    assert sentence.startswith(f"FOOTNOTE_{name} ({name.lower()} in footnote.toml) is not valid ('")
    assert sentence.endswith(f"; it must be {allowed}.")
    assert len(sentence.splitlines()) == 1


def test_every_wrong_setting_has_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_CHANNEL_IDS", "a,b,c")
    monkeypatch.setenv("FOOTNOTE_HASH_KEY", "short")
    write_config(folder, 'log_level = "loud"\nsinc_commands = false')
    lines = complaint(cooldown_questions="x").splitlines()
    assert len(lines) == 5
    for name in ("CHANNEL_IDS", "HASH_KEY", "LOG_LEVEL", "COOLDOWN_QUESTIONS", "sinc_commands"):
        assert sum(name in line for line in lines) == 1


def test_a_long_wrong_value_is_shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOOTNOTE_LOG_LEVEL", "x" * 5000)
    assert len(complaint()) < 200


@pytest.mark.parametrize("name", ["HASH_KEY", "DATABASE_URL"])
def test_no_message_repeats_a_private_value(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(PREFIX + name, "hunter2")
    with pytest.raises(SettingsError) as caught:
        Settings()
    assert f"FOOTNOTE_{name}" in str(caught.value)
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_the_settings_hide_what_is_private() -> None:
    settings = Settings(
        discord_token="t0ken", hash_key=LONG_KEY, database_url="postgresql+asyncpg://me:hunter2@host/name"
    )
    assert settings.hash_key is not None
    assert settings.hash_key.get_secret_value() == LONG_KEY
    for text in (repr(settings), str(settings)):
        assert not any(private in text for private in ("t0ken", LONG_KEY, "hunter2"))


@pytest.mark.parametrize("name", sorted(SECRETS))
def test_a_secret_in_the_configuration_file_is_refused_unrepeated(folder: Path, name: str) -> None:
    write_config(folder, f'{name} = "{LONG_KEY}"')
    sentence = complaint()
    assert f"as FOOTNOTE_{name.upper()}" in sentence
    assert LONG_KEY not in sentence


def test_an_unknown_name_in_the_file_is_an_error_with_the_nearest(folder: Path) -> None:
    write_config(folder, "log_retenton_days = 30")
    assert complaint() == "log_retenton_days is not a setting; log_retention_days is: correct or remove it."


@pytest.mark.parametrize("dotenv", [False, True])
@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("LOG_RETENTON_DAYS", "FOOTNOTE_LOG_RETENTION_DAYS"),
        ("CONFG", "FOOTNOTE_CONFIG"),
        ("TOKEN", "FOOTNOTE_DISCORD_TOKEN"),
    ],
)
def test_an_unknown_variable_of_ours_is_an_error_with_the_nearest(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, nearest: str, dotenv: bool
) -> None:
    if dotenv:
        (folder / ".env").write_text(f"FOOTNOTE_{name}=hunter2\n")
    else:
        monkeypatch.setenv(PREFIX + name, "hunter2")
    assert complaint() == f"FOOTNOTE_{name} is not a setting; {nearest} is: correct or remove it."


def test_an_unknown_variable_that_is_near_to_nothing_is_to_be_removed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FOOTNOTE_XYZZY", "1")
    assert complaint() == "FOOTNOTE_XYZZY is not a setting; remove it."


def test_other_programs_lines_in_dotenv_are_left_to_them(folder: Path) -> None:
    (folder / ".env").write_text("COMPOSE_PROJECT_NAME=newsroom\nLOG_LEVEL=loud\nFOOTNOTE_LOG_LEVEL=ERROR\n")
    assert Settings().log_level == "ERROR"


@pytest.mark.parametrize(
    "name", ["SERVICE_HOST", "SERVICE_PORT", "SERVICE_PORT_HTTP", "PORT", "PORT_80_TCP", "PORT_80_TCP_ADDR"]
)
def test_what_kubernetes_sets_for_a_service_of_our_name_is_no_typing_error(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(PREFIX + name, "tcp://10.0.0.1:80")
    assert Settings().log_level == "INFO"


def test_a_file_that_is_not_toml_names_the_line(folder: Path) -> None:
    write_config(folder, 'log_level = "INFO"\nchannel_ids = [1,\nhash_key = "hunter2"')
    sentence = complaint()
    assert sentence.startswith(f"{CONFIG_FILE} is not a TOML file: ")
    assert "line 3" in sentence
    assert "hunter2" not in sentence


def test_a_file_that_cannot_be_read_says_so(folder: Path) -> None:
    (folder / CONFIG_FILE).mkdir(parents=True)
    assert complaint().startswith(f"{CONFIG_FILE} cannot be read (")


def test_settings_are_frozen() -> None:
    settings = Settings()
    with pytest.raises(ValidationError):
        settings.log_level = "DEBUG"  # type: ignore[misc]  # that it is read-only is what is tested


@same_folder
@given(st.sampled_from(sorted(Settings.model_fields)), ANYTHING)
def test_any_value_is_taken_or_refused_with_a_sentence(name: str, value: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(PREFIX + name.upper(), value)
        sentences = accepted_or_refused()
    assert all(line.startswith(f"FOOTNOTE_{name.upper()} ") for line in sentences)


@same_folder
@given(
    st.binary()
    | ANYTHING.map(str.encode)
    | st.sampled_from(["x", "log_level", "channel_ids"]).flatmap(
        lambda name: ANYTHING.map(lambda text: f"{name} = {text}".encode())
    )
)
def test_any_file_is_taken_or_refused_with_a_sentence(folder: Path, content: bytes) -> None:
    write_config(folder, "").write_bytes(content)
    assert all(line.endswith(".") for line in accepted_or_refused())


@same_folder
@given(st.binary() | ANYTHING.map(lambda text: f"FOOTNOTE_CHANNEL_IDS={text}".encode()))
def test_any_dotenv_is_taken_or_refused_with_a_sentence(folder: Path, content: bytes) -> None:
    (folder / ".env").write_bytes(content)
    assert all(line.endswith(".") for line in accepted_or_refused())


def test_the_engine_takes_its_thresholds_from_the_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Settings().thresholds == Thresholds()
    write_config(folder, "threshold_gap_tie = 0.7")
    monkeypatch.setenv("FOOTNOTE_THRESHOLD_ANSWER", "0.45")
    assert Settings().thresholds == Thresholds(answer=0.45, gap_tie=0.7)


def test_every_threshold_is_a_setting() -> None:
    settings = {name.removeprefix(THRESHOLD) for name in Settings.model_fields if name.startswith(THRESHOLD)}
    assert settings == {field.name for field in dataclasses.fields(Thresholds)}


def test_every_setting_has_a_description() -> None:
    for name, field in Settings.model_fields.items():
        assert (field.description or "").endswith("."), name


def test_the_file_has_every_setting_but_the_secrets_with_its_default() -> None:
    values = tomllib.loads((ROOT / CONFIG_FILE).read_text(encoding="utf-8"))
    defaults = Settings().model_dump(mode="json", exclude=set(SECRETS))
    assert values == defaults
    assert list(values) == list(defaults)
    assert [type(value) for value in values.values()] == [type(value) for value in defaults.values()]


def test_every_setting_of_the_file_is_explained_above_it() -> None:
    lines = (ROOT / CONFIG_FILE).read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            assert lines[number - 1].startswith("# "), line


def test_the_file_is_taken_as_it_is(folder: Path) -> None:
    write_config(folder, (ROOT / CONFIG_FILE).read_text(encoding="utf-8"))
    assert Settings() == Settings(_env_file=None)
