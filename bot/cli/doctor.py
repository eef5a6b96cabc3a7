"""`dojo doctor`: is everything in order here?"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import sqlalchemy as sa
import typer

from bot.base.errors import ContentError
from bot.base.paths import content_dir, shipped_head
from bot.cli.database import url_of, with_database
from bot.cli.settings import settings_or_exit
from bot.config import Settings
from bot.storage import migrate
from bot.storage.queries import inbox

if TYPE_CHECKING:
    from bot.language.data import MoveSource


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is in order, and a sentence about it."""

    fine: bool
    what: str


def mount(app: typer.Typer) -> None:
    """Add the command to `app`."""
    app.command("doctor")(doctor)


def doctor(
    retry_parked: bool = typer.Option(False, "--retry-parked", help="Try updates again that failed for good."),
) -> None:
    """Look at Python, settings, content, database and parked updates. Exit code 1 when something is wrong."""
    settings = settings_or_exit()
    findings = list(_look(settings, retry_parked=retry_parked))
    for finding in findings:
        typer.echo(f"{'ok   ' if finding.fine else 'wrong'} {finding.what}")
    if not all(finding.fine for finding in findings):
        raise typer.Exit(1)


def _look(settings: Settings, *, retry_parked: bool) -> Iterator[Finding]:
    yield Finding(sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}, SQLite {sqlite3.sqlite_version}")
    yield Finding(True, "BOT_TOKEN is set" if settings.bot_token else "BOT_TOKEN is not set: the playground starts")
    yield from _content(settings)
    revision = with_database(settings, migrate.current)
    known = migrate.head()
    database = sa.make_url(url_of(settings)).render_as_string(hide_password=True)
    if revision != known:
        yield Finding(False, f"{database} is at revision {revision}, the code at {known}: run dojo db upgrade")
        return
    yield Finding(True, f"{database} is at revision {revision}")
    yield from _parked(settings, retry=retry_parked)


def _content(settings: Settings) -> Iterator[Finding]:
    from bot.catalog.load import load

    try:
        catalog = load(content_dir(), settings.data_dir / "cache")
    except ContentError as error:
        yield Finding(False, str(error))
        return
    counts = f"{len(catalog.items)} items, {len(catalog.objections)} objections, {len(catalog.scenarios)} scenarios"
    yield Finding(True, f"content: {counts}")
    yield _head(catalog.moves)


def _head(moves: MoveSource) -> Finding:
    from bot.language.encoder import UseEncoder
    from bot.language.training import kept

    try:
        shipped = kept(shipped_head(), moves, UseEncoder())
    except ContentError as error:
        return Finding(False, str(error))
    if shipped is None or shipped.listener is None:
        return Finding(False, f"{shipped_head()} does not fit content/moves: what reps say is read markedly worse")
    return Finding(True, "the head that reads what reps say fits the content")


def _parked(settings: Settings, *, retry: bool) -> Iterator[Finding]:
    parked = with_database(settings, inbox.parked_updates)
    for row in parked:
        where = f"update {row.update_id} of chat {row.route_id}, received {row.received_at:%Y-%m-%d %H:%M} UTC"
        yield Finding(False, f"parked after {row.tries} tries: {where}, {row.error}")
        if retry:
            with_database(settings, partial(inbox.reopen_parked, bot_id=row.bot_id, update_id=row.update_id))
            yield Finding(True, f"update {row.update_id} will be tried again at the next start")
    if not parked:
        yield Finding(True, "no parked updates")
