"""Settings at the command line: a wrong one is a sentence and exit code 2."""

from __future__ import annotations

from typing import NoReturn

import typer

from bot.base.errors import ConfigError
from bot.config import LogFormat, Settings, load_settings
from bot.log import configure

FAILED = 2


def settings_or_exit() -> Settings:
    """The settings, with logging set up."""
    try:
        settings = load_settings()
    except ConfigError as error:
        fail(str(error))
    configure(settings.log_level, as_json=settings.log_format is LogFormat.JSON)
    return settings


def fail(message: str) -> NoReturn:
    """End the process with a sentence for the operator."""
    typer.echo(message, err=True)
    raise typer.Exit(FAILED)
