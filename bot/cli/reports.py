"""`dojo reports`: what people say is wrong with questions, for those who write them. What a team backs comes first."""

from __future__ import annotations

import json
from collections.abc import Iterable

import typer

from bot.cli.database import with_database
from bot.cli.settings import fail, settings_or_exit
from bot.storage.queries import trouble as rows
from bot.storage.queries.trouble import Report


def mount(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(reports)


def reports(
    done: int | None = typer.Option(None, "--done", metavar="ID", help="Close the report with that number."),
    as_json: bool = typer.Option(False, "--json", help="One JSON list instead of a table."),
) -> None:
    """List the open reports about questions: which item, in which language, and what is said to be wrong."""
    settings = settings_or_exit()
    if done is not None:
        from bot.base.clock import SystemClock

        now = SystemClock().now()
        if not with_database(settings, lambda conn: rows.close_report(conn, done, now)):
            fail(f"There is no open report {done}.")
        typer.echo(f"Report {done} is closed.")
        return
    found = with_database(settings, rows.open_reports)
    typer.echo(_json(found) if as_json else "\n".join(_lines(found)))


def _json(found: Iterable[Report]) -> str:
    listed = [
        {
            "id": one.id,
            "item": one.item_id,
            "language": one.language.value,
            "words": one.words,
            "verdict": one.verdict,
            "at": one.created_at.isoformat(),
        }
        for one in found
    ]
    return json.dumps(listed, ensure_ascii=False)


def _lines(found: Iterable[Report]) -> list[str]:
    """One report a line; what was written stands on one line and cannot steer the terminal."""
    lines = [f"{'id':>6}  {'item':<24} {'lang':<4} {'since':<10} {'team':<9} words"]
    for one in found:
        words = "".join(char if char.isprintable() else " " for char in one.words or "")
        lines.append(
            f"{one.id:>6}  {one.item_id:<24} {one.language.value:<4} {one.created_at:%Y-%m-%d}"
            f" {one.verdict or '-':<9} {words}".rstrip()
        )
    return lines if len(lines) > 1 else ["No open reports."]
