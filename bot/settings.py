"""Every setting, its default, and where it comes from.

The first that names a setting wins: an argument of `Settings(...)`, the environment, `.env`, the
configuration file, the default. The configuration file is `config/footnote.toml`, or the file that
`FOOTNOTE_CONFIG` names. An empty variable counts as not set. Names that nobody knows are errors, in the
file and among the `FOOTNOTE_` variables alike: a misspelt `FOOTNOTE_LOG_RETENTION_DAYS` that is silently
ignored would keep for ever what was promised to be deleted.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Final, Literal, cast

from pydantic import BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot.configuration import CONFIG_FILE, CONFIG_VARIABLE, PREFIX, SECRETS, read_values
from bot.core.decision import Thresholds
from bot.errors import SettingsError
from bot.misconfigured import Allowed, sentences

DOTENV_FILE: Final = ".env"
THRESHOLD: Final = "threshold_"
"""What a threshold's name as a setting begins with."""
# What Kubernetes sets in every container for a service that is called `footnote`; nobody misspelt it.
_SERVICE_LINKS: Final = re.compile(r"footnote_(service_(host|port\w*)|port(_\d+_\w+)?)")


def _split(value: object) -> object:
    """`"1, 2"` as the environment gives it -> `["1", "2"]`; a list of the configuration file stays one."""
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return value


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


_Id = Annotated[int, Field(ge=1, lt=2**63)]
Ids = Annotated[
    tuple[_Id, ...],
    NoDecode,
    BeforeValidator(_split),
    Allowed("ids from Discord (whole numbers), separated by commas"),
]
LogLevel = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"],
    BeforeValidator(_upper),
    Allowed("DEBUG, INFO, WARNING, ERROR or CRITICAL"),
]
Switch = Annotated[bool, Allowed("true or false")]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False), Allowed("a number from 0 to 1")]

_DEFAULTS: Final = Thresholds()


class Settings(BaseSettings):
    """All settings, validated and frozen; `Settings()` reads them.

    Raises SettingsError with a sentence for every setting that is wrong; no sentence repeats a secret.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=DOTENV_FILE,
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        dotenv_filtering="only_existing",
        extra="forbid",
        frozen=True,
    )

    discord_token: Annotated[SecretStr | None, Allowed("the token from the bot's page at Discord")] = Field(
        None, description="The bot's token; needed to run on Discord, and for nothing else."
    )
    knowledge_dir: Annotated[Path, Allowed("a folder")] = Field(
        Path("knowledge"), description="The folder with the knowledge files."
    )
    cache_dir: Annotated[Path, Allowed("a folder")] = Field(
        Path(".cache/footnote"),
        description="Where what was learned from the knowledge is kept, so that the next start is quick; only the "
        "bot may write there. A folder that cannot be written is not used.",
    )
    database_url: Annotated[
        str,
        Field(pattern=r"^\w+(\+\w+)?://"),
        Allowed("an address like sqlite+aiosqlite:///footnote.db or postgresql+asyncpg://user@host/name"),
    ] = Field(
        "sqlite+aiosqlite:///footnote.db",
        repr=False,
        description="Where the log is kept: an SQLite file, or PostgreSQL for several processes.",
    )
    hash_key: Annotated[SecretStr | None, Field(min_length=32), Allowed("32 characters or more")] = Field(
        None,
        description="The key by which members' ids are hashed in the log; without one, a key is made once "
        "and kept in footnote.key beside the SQLite file. PostgreSQL needs one.",
    )
    log_questions: Switch = Field(
        default=True,
        description="Whether the log keeps the text of questions and answers; false: everything else only.",
    )
    log_retention_days: Annotated[int, Field(ge=0, le=36_500), Allowed("a whole number from 0 to 36500")] = Field(
        0, description="Days after which logged questions are deleted, at the next start; 0: never."
    )
    moderator_role_ids: Ids = Field(
        (), description="Roles that may moderate, beside members with the manage-server permission."
    )
    channel_ids: Ids = Field((), description="Channels in which the bot answers; empty: everywhere.")
    cooldown_questions: Annotated[int, Field(ge=1, le=1000), Allowed("a whole number from 1 to 1000")] = Field(
        5, description="How many questions a member may ask within cooldown_seconds."
    )
    cooldown_seconds: Annotated[
        float, Field(ge=0, le=86_400, allow_inf_nan=False), Allowed("a number from 0 to 86400")
    ] = Field(20.0, description="The span, in seconds, to which cooldown_questions applies; 0: no cooldown.")
    question_max_length: Annotated[int, Field(ge=20, le=4000), Allowed("a whole number from 20 to 4000")] = Field(
        500, description="How many characters a question may have."
    )
    conversation_minutes: Annotated[
        float, Field(ge=0, le=1440, allow_inf_nan=False), Allowed("a number from 0 to 1440")
    ] = Field(
        10.0,
        description="For how long a member's last question is what a follow-up refers to, in minutes; 0: every "
        "question stands alone.",
    )
    sync_commands: Switch = Field(
        default=True, description="Whether the slash commands are registered with Discord at the start."
    )
    log_level: LogLevel = Field("INFO", description="From which level on the program reports what it does.")
    phrasings_per_intent: Annotated[int, Field(ge=1, le=10_000), Allowed("a whole number from 1 to 10000")] = Field(
        460, description="How many wordings of an intent's templates the matcher learns at most."
    )
    wrong_answer_rate: Annotated[
        float, Field(gt=0, lt=1, allow_inf_nan=False), Allowed("a number between 0 and 1, such as 0.02 for 2 %")
    ] = Field(0.02, description="The share of answers that may be wrong; `footnote calibrate` fits thresholds to it.")
    threshold_answer: Share = Field(_DEFAULTS.answer, description="Least confidence to answer with a fact.")
    threshold_unfamiliar: Share = Field(
        _DEFAULTS.unfamiliar,
        description="The same for a question that names nothing that the coverage has.",
    )
    threshold_gap: Share = Field(
        _DEFAULTS.gap, description="Least confidence to say of a known gap that the coverage leaves it out."
    )
    threshold_smalltalk: Share = Field(_DEFAULTS.smalltalk, description="Least confidence to reply to small talk.")
    threshold_clarify: Share = Field(
        _DEFAULTS.clarify, description="Least confidence to offer choices where no fact is sure enough."
    )
    threshold_tie: Share = Field(
        _DEFAULTS.tie,
        description="From which share of the best confidence on a fact told of more events goes first, "
        "or one stands in for a likelier one that a guard holds back.",
    )
    threshold_gap_tie: Share = Field(
        _DEFAULTS.gap_tie,
        description="From which share of the best fact's confidence on a known gap goes before it.",
    )
    threshold_alone: Share = Field(
        _DEFAULTS.alone, description="Least confidence to answer with a fact that stands far above all others."
    )
    threshold_ratio: Annotated[float, Field(ge=1, le=1000, allow_inf_nan=False), Allowed("a number from 1 to 1000")] = (
        Field(
            _DEFAULTS.ratio,
            description="How many times as likely as the next it has to be to stand far above all others.",
        )
    )
    semantic: Switch = Field(
        default=False,
        description="Whether likeness by meaning is joined to the matcher; needs the extra `semantic`.",
    )

    def __init__(self, **values: object) -> None:
        """Read every source; `values` go before all of them. Raises SettingsError."""
        try:
            super().__init__(**cast("dict[str, Any]", values))
        except ValidationError as error:
            # `from None`: the original's text repeats the values, secrets included.
            raise SettingsError("\n".join(sentences(error, type(self).model_fields))) from None
        except (OSError, UnicodeDecodeError):
            # `from None`: the second kind repeats the file, secrets included.
            raise SettingsError(
                f"{DOTENV_FILE} cannot be read; let the bot's user read it, and save it as UTF-8."
            ) from None

    @property
    def thresholds(self) -> Thresholds:
        """How sure is sure enough, as the engine takes it."""
        names = [field.name for field in dataclasses.fields(Thresholds)]
        return Thresholds(**{name: getattr(self, THRESHOLD + name) for name in names})

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - pydantic passes it by name
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Join the configuration file, and the variables that nobody knows, so that they are refused."""
        variables = _variables(dotenv_settings) | _variables(env_settings)
        config = _without_secrets(_named(variables))
        variables.pop(CONFIG_VARIABLE.lower(), None)
        known = {(PREFIX + name).lower() for name in cls.model_fields}
        unknown = {name.upper(): "" for name in variables if name not in known}
        return (
            init_settings,
            env_settings,
            dotenv_settings,
            InitSettingsSource(settings_cls, init_kwargs=config),
            InitSettingsSource(settings_cls, init_kwargs=cast("dict[str, Any]", unknown)),
        )


def config_file() -> Path:
    """The configuration file that counts here, whether or not it exists."""
    named = _named(_variables(DotEnvSettingsSource(Settings)) | _variables(EnvSettingsSource(Settings)))
    return named or CONFIG_FILE


def _named(variables: Mapping[str, str]) -> Path | None:
    """The configuration file that a variable names, if one does."""
    named = variables.get(CONFIG_VARIABLE.lower())
    return Path(named) if named else None


def _variables(source: PydanticBaseSettingsSource) -> dict[str, str]:
    """The `FOOTNOTE_` variables of the environment or of `.env`, names in lower case."""
    if not isinstance(source, EnvSettingsSource):
        return {}
    return {
        name: value
        for name, value in source.env_vars.items()
        if name.startswith(PREFIX.lower()) and value and not _SERVICE_LINKS.fullmatch(name)
    }


def _without_secrets(named: Path | None) -> dict[str, Any]:
    """The configuration file's values; raises SettingsError where a secret is among them."""
    values = read_values(named)
    for name in sorted(SECRETS & values.keys()):
        raise SettingsError(
            f"{name} is a secret and does not belong in {named or CONFIG_FILE}; "
            f"move it to the environment or to .env, as {PREFIX}{name.upper()}."
        )
    return values
