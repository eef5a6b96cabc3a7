"""The `dojo` command: what an operator types."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.base.errors import ContentError
from bot.cli import content, database, demo, doctor, reports, roleplay, run, scenario, understanding
from bot.cli.settings import fail, settings_or_exit

if TYPE_CHECKING:
    from bot.catalog.load import Catalog
    from bot.services.understanding import Understanding

app = typer.Typer(
    name="dojo",
    help="Sales Dojo · 销售道场: a Telegram bot that trains B2B sales reps.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@cache
def _catalog() -> Catalog:
    from bot.base.paths import content_dir
    from bot.catalog.load import load

    try:
        return load(content_dir(), _cache_folder())
    except ContentError as error:
        fail(str(error))


@cache
def _understanding() -> Understanding:
    return _understanding_of(_catalog())


def _understanding_of(catalog: Catalog) -> Understanding:
    from bot.base.paths import shipped
    from bot.services.understanding import Understanding

    understanding = Understanding(catalog, _cache_folder(), shipped=shipped())
    try:
        understanding.check()
    except ContentError as error:
        fail(str(error))
    return understanding


def _cache_folder() -> Path:
    return settings_or_exit().data_dir / "cache"


run.mount(app)
app.add_typer(content.app, name="content")
app.add_typer(database.app, name="db")
doctor.mount(app)
demo.mount(app, _catalog, lambda: _understanding().analyser)
reports.mount(app)
understanding.mount(app, lambda: _understanding().analyser, lambda: _understanding().objections)
roleplay.mount(app, _understanding, _catalog)
scenario.mount(app, _understanding_of)
