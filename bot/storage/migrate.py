"""Bring a database to a schema revision, with the migrations in `migrations/`."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from bot.base.paths import migrations_dir


def upgrade(connection: sa.Connection, revision: str = "head") -> None:
    """Upgrade to `revision`; does nothing when the database is there already."""
    command.upgrade(_config(connection), revision)


def downgrade(connection: sa.Connection, revision: str) -> None:
    """Downgrade to `revision` ("base" empties the database of the dojo's tables)."""
    command.downgrade(_config(connection), revision)


def current(connection: sa.Connection) -> str | None:
    """The revision of the database; None when no migration has run."""
    return MigrationContext.configure(connection).get_current_revision()


def head() -> str | None:
    """The newest revision that the code knows."""
    return ScriptDirectory(str(migrations_dir())).get_current_head()


def _config(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(migrations_dir()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
