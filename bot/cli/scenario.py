"""`dojo scenario`: what authors of role-plays need — begin a new one, play its plans and see how they end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.base.errors import ContentError
from bot.base.language import Lang
from bot.base.paths import content_dir
from bot.cli.settings import fail

if TYPE_CHECKING:
    from bot.catalog.load import Catalog
    from bot.scenarios.session import Beat
    from bot.scenarios.types import Scenario
    from bot.services.understanding import Understanding
    from bot.training.grading.transcript import Transcript

# The analyser reads a plan once, under the first seed; the others play the same moves.
SEEDS = range(1, 21)


def mount(app: typer.Typer, understanding: Callable[[Catalog], Understanding]) -> None:
    """Add the commands to `app`; the factory is called when one runs, not before."""
    group = typer.Typer(no_args_is_help=True, help="Write and try role-plays.")

    @group.command("new")
    def new(
        scenario: Annotated[str, typer.Argument(help="The id of the new scenario, for example office-water.")],
        content: Annotated[Path | None, typer.Option(help="Another content folder.")] = None,
    ) -> None:
        """Write a small, complete scenario under a new id: the beginning of your own."""
        typer.echo(_new(scenario, content or content_dir()))

    @group.command("try")
    def try_(
        scenario: Annotated[str, typer.Argument(help="The scenario's id.")],
        content: Annotated[Path | None, typer.Option(help="Another content folder.")] = None,
        show: Annotated[bool, typer.Option("--show", help="Print every turn with what it did.")] = False,
        plan: Annotated[str | None, typer.Option(help="Only this plan, for example win.zh.")] = None,
        level: Annotated[int, typer.Option(min=1, max=3, help="How hard the customer is.")] = 2,
    ) -> None:
        """Play every plan of a scenario under twenty seeds: ending, mark, and the checks that failed."""
        root = content or content_dir()
        catalog = _catalog(root)
        if scenario not in catalog.scenarios:
            fail(f"no scenario {scenario!r}; there are: {', '.join(sorted(catalog.scenarios))}")
        hears = understanding(catalog)
        for path in sorted((root / "scenarios" / scenario / "plans").glob("*.txt")):
            if plan in (None, path.stem):
                for line in _tried(catalog, hears, scenario, path, level, show=show):
                    typer.echo(line)

    app.add_typer(group, name="scenario")


def _new(scenario_id: str, content: Path) -> str:
    from bot.catalog.scenario_template import write_new

    try:
        made = write_new(content_dir(), content, scenario_id)
    except ContentError as error:
        fail(str(error))
    return f"{made}: change it part by part; docs/scenarios.md says how. `dojo scenario try {scenario_id}` plays it."


def _catalog(root: Path) -> Catalog:
    from bot.catalog.load import load

    try:
        return load(root)
    except ContentError as error:
        fail(str(error))


def _tried(
    catalog: Catalog, hears: Understanding, scenario_id: str, path: Path, level: int, *, show: bool
) -> Iterator[str]:
    from bot.scenarios.session import replay
    from bot.training.grading.score import grade
    from bot.training.grading.transcript import Transcript

    scenario, lang = catalog.scenarios[scenario_id], Lang(path.stem.rpartition(".")[2])
    first = played(scenario, hears, path.read_text(encoding="utf-8").splitlines(), lang, SEEDS[0], level)
    analyses = [beat.analysis for beat in first.beats if beat.analysis is not None]
    cards = [
        grade(
            Transcript(scenario, lang, seed, level, replay(scenario, lang, analyses, seed=seed, level=level)),
            catalog.rubric,
        )
        for seed in SEEDS
    ]
    totals = sorted({card.total for card in cards})
    failed = ", ".join(check.id for check in cards[0].checks if check.verdict.value == "failed")
    ending = cards[0].ending.value if cards[0].ending is not None else "open"
    if show:
        yield from _shown(first.beats)
    yield f"{path.stem:<16} {ending:<14} {'/'.join(map(str, totals)):>6}  failed: {failed or '-'}"


def played(
    scenario: Scenario, hears: Understanding, lines: Sequence[str], lang: Lang, seed: int, level: int
) -> Transcript:
    """The conversation that the rep's `lines` make, understood as the bot understands them, up to its end."""
    from bot.scenarios.session import talk
    from bot.training.grading.transcript import Transcript

    listener = hears.listener(scenario.id, lang)
    return Transcript(scenario, lang, seed, level, tuple(talk(scenario, lang, lines, listener, seed=seed, level=level)))


def _shown(beats: Sequence[Beat]) -> Iterator[str]:
    for beat in beats:
        if beat.analysis is not None:
            moves = " ".join(f"{move.kind.value}={move.confidence}" for move in beat.analysis.moves[:5])
            yield f"  rep: {beat.analysis.text}\n       {moves}"
        events = "; ".join(
            f"{type(event).__name__}({', '.join(str(value) for name, value in _fields(event))})"
            for event in beat.events
        )
        state = beat.state
        needs = " ".join(f"{need.id}={need.level}" for need in state.needs)
        yield f"       [{events}]"
        yield f"       trust {state.trust} patience {state.patience} interest {state.interest} {needs}"
        yield f"  customer: {beat.customer}"


def _fields(event: object) -> list[tuple[str, object]]:
    return [(name, value) for name in event.__slots__ if (value := getattr(event, name)) and name != "evidence"]  # type: ignore[attr-defined]
