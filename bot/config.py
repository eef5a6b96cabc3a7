"""Settings, from the environment or a `.env` file. Only the entry points read them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.base.errors import ConfigError


class LogFormat(StrEnum):
    """How log lines look."""

    TEXT = "text"
    JSON = "json"


class Settings(BaseSettings):
    """Every setting of the dojo. `docs/settings.md` describes them for operators; a test holds the two together."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", env_ignore_empty=True, extra="ignore")

    bot_token: SecretStr | None = Field(
        default=None, description="Token from @BotFather. Without it the playground starts instead of Telegram."
    )
    database_url: str | None = Field(
        default=None, description="sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME. Default: SQLite in DATA_DIR."
    )
    data_dir: Path = Field(default=Path("var"), description="Folder for the default databases and caches.")
    bot_api_url: str = Field(
        default="https://api.telegram.org", description="Any Bot API server: Telegram's, a self-hosted one."
    )
    proxy_url: str | None = Field(
        default=None, description="http://, https:// or socks5:// proxy for reaching the Bot API."
    )
    playground_port: Annotated[int, Field(ge=0, le=65535)] = Field(
        default=8080, description="Port of the playground on 127.0.0.1; 0 takes a free one."
    )
    default_time_zone: str = Field(
        default="Asia/Shanghai", description="IANA time zone of a new person until they choose one."
    )
    sends_in_flight: Annotated[int, Field(ge=1, le=64)] = Field(
        default=8, description="Calls to the Bot API under way at once."
    )
    send_rate: Annotated[int, Field(ge=1, le=1000)] = Field(
        default=30, description="Messages in any sliding second, over all chats."
    )
    chat_rate: Annotated[float, Field(gt=0, le=30)] = Field(
        default=1.0, description="Messages a second in one private chat, after the burst."
    )
    chat_burst: Annotated[int, Field(ge=1, le=30)] = Field(
        default=3, description="Messages one chat gets without delay."
    )
    group_rate: Annotated[int, Field(ge=1, le=600)] = Field(default=20, description="Messages a minute in one group.")
    typing_pause: Annotated[float, Field(ge=0, le=10)] = Field(
        default=1.0, description="Seconds the role-play customer seems to type before answering; 0 switches it off."
    )
    keep_hours: Annotated[int, Field(ge=1, le=720)] = Field(
        default=48, description="Hours after which handled updates and sent messages are purged."
    )
    log_level: str = Field(default="INFO", description="DEBUG, INFO, WARNING or ERROR.")
    log_format: LogFormat = Field(default=LogFormat.TEXT, description="text for people, json for machines.")

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("sqlite:///", "postgresql://")):
            raise ValueError("must begin with sqlite:/// or postgresql://")
        return value

    @field_validator("bot_api_url")
    @classmethod
    def _plain_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("proxy_url")
    @classmethod
    def _known_proxy(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://", "socks5://", "socks5h://")):
            raise ValueError("must begin with http://, https:// or socks5://")
        return value

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            number, colon, secret = value.get_secret_value().partition(":")
            if not (number.isdigit() and colon and len(secret) >= 10):
                raise ValueError("does not look like a token from @BotFather (123456:ABC…)")
        return value

    @field_validator("default_time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        from zoneinfo import available_timezones

        if value not in available_timezones():
            raise ValueError("is not an IANA time zone such as Asia/Shanghai or Europe/London")
        return value

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
        return value.upper()

    def database(self, *, playground: bool) -> str:
        """The URL of the database to use; the playground has a file of its own unless a URL is set."""
        if self.database_url is not None:
            return self.database_url
        return f"sqlite:///{self.data_dir / ('playground-dojo.db' if playground else 'dojo.db')}"


def load_settings() -> Settings:
    """Read the settings. Raises ConfigError with one sentence for each wrong one, never repeating a secret."""
    try:
        return Settings()
    except ValidationError as error:
        lines = []
        for problem in error.errors(include_input=False, include_url=False, include_context=False):
            name = str(problem["loc"][0]).upper() if problem["loc"] else "SETTINGS"
            lines.append(f"{name}: {problem['msg'].removeprefix('Value error, ')}")
        raise ConfigError("\n".join(lines)) from None
