"""`dojo db`: upgrade, downgrade, back up, restore."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
import typer
from alembic.util.exc import CommandError

from bot.base.errors import ConfigError
from bot.cli.settings import fail, settings_or_exit
from bot.config import Settings
from bot.storage import migrate
from bot.storage.database import open_database, operable

app = typer.Typer(help="Upgrade, downgrade, back up and restore the database.", no_args_is_help=True)

T = TypeVar("T")


def url_of(settings: Settings) -> str:
    """The database that `dojo run` would use with these settings."""
    return settings.database(playground=settings.bot_token is None)


def with_database(settings: Settings, work: Callable[[sa.Connection], T]) -> T:
    """Do something with the database in one transaction."""

    async def run() -> T:
        with operable():
            database = open_database(url_of(settings))
            try:
                return await database.run(work)
            finally:
                await database.close()

    try:
        return asyncio.run(run())
    except (ConfigError, CommandError) as error:
        fail(str(error))


@app.command()
def upgrade(revision: str = typer.Argument("head", help="A revision, or head.")) -> None:
    """Bring the database up to a revision."""
    with_database(settings_or_exit(), lambda conn: migrate.upgrade(conn, revision))
    typer.echo("The database is up to date.")


@app.command()
def downgrade(revision: str = typer.Argument(..., help="A revision, or base for nothing at all.")) -> None:
    """Take the database back to a revision. What only newer revisions keep is lost: make a backup first."""
    with_database(settings_or_exit(), lambda conn: migrate.downgrade(conn, revision))
    typer.echo(f"The database is at {revision}.")


@app.command()
def backup(path: Path = typer.Argument(..., help="The file to write. It must not exist.")) -> None:
    """Copy a SQLite database into a file, consistently, while the bot runs."""
    source = _sqlite_file()
    if not source.exists():
        fail(f"There is no database at {source} yet.")
    if path.exists():
        fail(f"{path} exists already; name a new file.")
    _copy(source, path)
    typer.echo(f"Backed up to {path}.")


@app.command()
def restore(
    path: Path = typer.Argument(..., help="A file made by dojo db backup."),
    yes: bool = typer.Option(False, "--yes", help="Do not ask."),
) -> None:
    """Put a backup in the place of the database. Stop the bot first."""
    target = _sqlite_file()
    if not path.exists():
        fail(f"There is no file {path}.")
    if not _is_dojo(path):
        fail(f"{path} is not a backup of a dojo database.")
    if target.exists() and not yes:
        typer.confirm(f"{target} will be replaced. Go on?", abort=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    _copy(path, target)
    typer.echo(f"Restored from {path}.")


def _sqlite_file() -> Path:
    url = url_of(settings_or_exit())
    if not url.startswith("sqlite:///"):
        fail("This is for SQLite. For PostgreSQL use pg_dump and pg_restore.")
    return Path(url.removeprefix("sqlite:///"))


def _copy(source: Path, target: Path) -> None:
    # SQLite's own backup takes a consistent picture, also of a database in use.
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as write:
        read.backup(write)


def _is_dojo(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(path)) as conn:
            names = {name for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.DatabaseError:
        return False
    return {"users", "inbox", "alembic_version"} <= names
