"""The `dojo` command: what an operator types."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import typer

from bot.cli import content, database, doctor, run, understanding

if TYPE_CHECKING:
    from bot.services.understanding import Understanding

app = typer.Typer(
    name="dojo",
    help="Sales Dojo · 销售道场: a Telegram bot that trains B2B sales reps.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)


@cache
def _understanding() -> Understanding:
    from bot.base.paths import content_dir, shipped_head
    from bot.catalog.load import load
    from bot.cli.settings import settings_or_exit
    from bot.services.understanding import Understanding

    folder = settings_or_exit().data_dir / "cache"
    return Understanding(load(content_dir(), folder), folder, shipped=shipped_head())


run.mount(app)
app.add_typer(content.app, name="content")
app.add_typer(database.app, name="db")
doctor.mount(app)
understanding.mount(app, lambda: _understanding().analyser, lambda: _understanding().objections)
