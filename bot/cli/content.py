"""`dojo content`: check the content files, count what is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.base.errors import ContentError
from bot.base.language import Lang
from bot.base.paths import content_dir

if TYPE_CHECKING:
    from bot.catalog.load import Catalog
    from bot.language.encoder import Encoder
    from bot.language.listener import Listener

app = typer.Typer(help="Check and count the content files.", no_args_is_help=True)


@app.command()
def check(content: Annotated[Path | None, typer.Option(help="Another content folder.")] = None) -> None:
    """Report everything wrong with the content, with code, file and line. Exit code 1 when there is anything."""
    from bot.catalog.check import check as run
    from bot.language.encoder import UseEncoder

    findings = run(content or content_dir(), UseEncoder())
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


@app.command()
def coverage() -> None:
    """Print which items ask about which point of the map, as docs/coverage.md shows it."""
    from bot.catalog.coverage import coverage as read
    from bot.catalog.coverage import markdown

    typer.echo(markdown(read(content_dir())), nl=False)


@app.command()
def train(
    target: Annotated[Path | None, typer.Option(help="Another file for the head, which then is all it writes.")] = None,
) -> None:
    """Train the analyser's head on content/moves, where that has changed, and keep what is learnt of other content.

    Training takes an hour and 11 GB of memory, everything else seconds.
    """
    from bot.base.paths import shipped_asks, shipped_head, shipped_objections
    from bot.catalog.load import load
    from bot.language.directions import Directions
    from bot.language.encoder import UseEncoder
    from bot.language.objections import learn as learn_objections
    from bot.scenarios.likeness import sayings

    catalog, encoder = load(content_dir()), UseEncoder()
    listener = _train_head(catalog, encoder, target or shipped_head())
    if target is not None:
        return
    scenarios = sorted(catalog.scenarios.values(), key=lambda one: one.id)
    texts = [text for lang in Lang for scenario in scenarios for _, text in sayings(scenario, lang)]
    # What it holds already stays as it is: on another day the encoder rounds a few numbers otherwise.
    Directions.load(encoder, shipped_asks()).save(texts, shipped_asks())
    typer.echo(f"{shipped_asks()}: {len(set(texts))} sentences")
    what = learn_objections(catalog.objection_texts, encoder, listener, shipped_objections())
    what.save(shipped_objections())
    typer.echo(f"{shipped_objections()}: {len(what.meanings)} phrasings")


def _train_head(catalog: Catalog, encoder: Encoder, path: Path) -> Listener | None:
    """Train the head where the one in `path` does not fit, and keep it there; the network that it listens with."""
    from bot.language import head
    from bot.language.data import read_once
    from bot.language.normalise import plain
    from bot.language.pretrained import NotInstalled, pretrained
    from bot.language.rules import RuleBook
    from bot.language.training import kept, marks_of
    from bot.language.training import train as learn

    source = read_once(catalog.moves)
    data, marks = source.read(), marks_of(source, encoder)
    seen = [example for example in data.examples if not example.held_out]
    known = kept(path, source, encoder)
    if known is not None and known.listener is not None:
        if head.marks(path) != marks:
            head.mark(path, marks)
        typer.echo(f"{path}: fits {len(seen)} examples")
        return known.listener
    pushback = (*data.pushback, *catalog.taught_phrasings)
    lines = [*(line for one in seen for line in (one.text, one.context) if line), *(said for said, _ in pushback)]
    try:
        beginning = pretrained(map(plain, lines))
    except NotInstalled as missing:
        typer.echo(str(missing), err=True)
        raise typer.Exit(2) from missing
    taught = learn(data.examples, RuleBook(data.rules), encoder, beginning, pushback)
    taught.save(path, marks)
    typer.echo(f"{path}: trained on {len(seen)} examples")
    return taught.listener


def _lines(counts: Mapping[str, object], indent: str = "") -> list[str]:
    lines = []
    for name, value in counts.items():
        if isinstance(value, Mapping):
            lines += [f"{indent}{name}", *_lines(value, indent + "  ")]
        else:
            lines.append(f"{indent}{name:<24} {value}")
    return lines
