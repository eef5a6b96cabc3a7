"""`dojo demo`: a living team, so that a manager sees at once what the digest, the picture and the rest look like."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import typer

from bot.base.language import Lang
from bot.cli.database import with_database
from bot.cli.settings import fail, settings_or_exit
from bot.config import Settings

if TYPE_CHECKING:
    import sqlalchemy as sa

    from bot.catalog.load import Catalog
    from bot.cli.demo.fill import Cast, Size
    from bot.language.analyser import Analyser
    from bot.storage.queries.teams import Team

# How many reps one can be in the playground.
_GUESTS = 3


def mount(app: typer.Typer, catalog: Callable[[], Catalog], analyser: Callable[[], Analyser]) -> None:
    """Add the command; the factories are called when it runs, not before."""

    @app.command("demo")
    def demo(
        people: int = typer.Option(12, min=1, max=20_000, help="People in each team."),
        days: int = typer.Option(90, min=1, max=1000, help="How many days they have trained."),
        teams: int = typer.Option(1, min=1, max=12, help="How many teams."),
        seed: int = typer.Option(1, help="The same seed gives the same people and the same chances."),
        lang: Lang = typer.Option(Lang.ZH, help="The language of most people: zh or en."),
        owner: int | None = typer.Option(None, metavar="ID", help="The Telegram id of whoever shall own the teams."),
        force: bool = typer.Option(False, "--force", help="Even beside real people; an earlier demo is replaced."),
    ) -> None:
        """Fill the database with a team that has trained for months; without BOT_TOKEN also the playground."""
        from bot.cli.demo.fill import Size

        settings, size = settings_or_exit(), Size(people, days, teams, seed, lang)
        _demo(settings, catalog(), size, owner, force=force, analyser=analyser)


def _demo(
    settings: Settings,
    catalog: Catalog,
    size: Size,
    owner: int | None,
    *,
    force: bool,
    analyser: Callable[[], Analyser],
) -> None:
    from bot.storage import migrate

    with_database(settings, migrate.upgrade)
    cast, now, allowed = _cast(settings, size, owner)
    _check(settings, allowed, force=force)
    made = _with_progress(settings, catalog, size, cast, now)
    if cast.guests:
        _talk(settings, catalog, analyser(), cast, now)
    _greet(settings, catalog, cast, made, now)
    names = ", ".join(team.name for team in made)
    typer.echo(f"{size.people * size.teams} people with {size.days} days behind them: {names}.")
    typer.echo(_how(settings, cast, owner))


def _cast(settings: Settings, size: Size, owner: int | None) -> tuple[Cast, datetime, list[int]]:
    """Who leads and who can be played, what time it is for them, and who may be in the database already."""
    from bot.base.clock import SystemClock
    from bot.cli.demo import guests
    from bot.cli.demo.cast import names
    from bot.cli.demo.fill import LAST_ID, Cast
    from bot.playground.residents import Residents

    if settings.bot_token is not None:
        return Cast(owner or LAST_ID, None), SystemClock().now(), [] if owner is None else [owner]
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    path = settings.data_dir / "playground.db"
    chen, claire, now = guests.managers(path)
    # The first of a team stays nobody's; the next ones can be played.
    first = list(islice(names(random.Random(size.seed), size.lang), 1 + _GUESTS))[1:]  # noqa: S311 - the demo's own names
    reps = guests.reps(path, first[: max(size.people - 1, 0)])
    with Residents(path) as residents:
        return Cast(owner or chen, claire, reps), now, list(residents.everybody())


def _check(settings: Settings, allowed: list[int], *, force: bool) -> None:
    from bot.cli.demo.fill import occupied, remove

    real, made = with_database(settings, lambda conn: occupied(conn, allowed))
    if real and not force:
        fail(f"There are {real} people in this database. A demo beside them needs --force.")
    if made and not force:
        fail("There is a demo in this database already. --force replaces it.")
    with_database(settings, remove)


def _with_progress(settings: Settings, catalog: Catalog, size: Size, cast: Cast, now: datetime) -> tuple[Team, ...]:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from bot.cli.demo.fill import fill

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        task = progress.add_task("people", total=size.people * size.teams)

        def work(conn: sa.Connection) -> tuple[Team, ...]:
            # A unit may be played again: then the bar begins again too.
            progress.reset(task)
            return fill(conn, catalog, size, cast, now, lambda: progress.advance(task))

        return with_database(settings, work)


def _talk(settings: Settings, catalog: Catalog, analyser: Analyser, cast: Cast, now: datetime) -> None:
    """Whoever can be played has held a few conversations, which can be read."""
    from bot.cli.demo.talks import talk

    with_database(settings, lambda conn: talk(conn, catalog, analyser, tuple(cast.guests), now))


def _greet(settings: Settings, catalog: Catalog, cast: Cast, made: tuple[Team, ...], now: datetime) -> None:
    """In the playground today's digest waits for whoever leads."""
    from bot.cli.demo.greeting import greet
    from bot.cli.run import PLAYGROUND_BOT

    if settings.bot_token is None:
        with_database(settings, lambda conn: greet(conn, catalog, PLAYGROUND_BOT, cast, made, now))


def _how(settings: Settings, cast: Cast, owner: int | None) -> str:
    if settings.bot_token is None:
        return "Start `dojo run`, open the page, and be 陈经理 or Claire Dawson: their digest is waiting."
    if owner is None:
        return "Nobody owns it yet: give your Telegram id with --owner to see it."
    return "Start `dojo run` and send /digest."
