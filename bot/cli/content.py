"""`dojo content`: check the content files, count what is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping

import typer

from bot.base.errors import ContentError
from bot.base.paths import content_dir

app = typer.Typer(help="Check and count the content files.", no_args_is_help=True)


@app.command()
def check() -> None:
    """Report everything wrong with the content, with code, file and line. Exit code 1 when there is anything."""
    from bot.catalog.check import check as run

    findings = run(content_dir())
    for finding in findings:
        typer.echo(str(finding))
    if findings:
        typer.echo(f"{len(findings)} findings", err=True)
        raise typer.Exit(1)
    typer.echo("content: no findings")


@app.command()
def stats(as_json: bool = typer.Option(False, "--json", help="One JSON object instead of a table.")) -> None:
    """Count units, items, objections, scenarios and move examples."""
    from bot.catalog.load import load
    from bot.catalog.stats import stats as count

    try:
        counts = count(load(content_dir()))
    except ContentError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    typer.echo(json.dumps(counts, ensure_ascii=False) if as_json else "\n".join(_lines(counts)))


def _lines(counts: Mapping[str, object], indent: str = "") -> list[str]:
    lines = []
    for name, value in counts.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name:<24} {value}")
    return lines
