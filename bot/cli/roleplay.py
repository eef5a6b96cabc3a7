"""`dojo roleplay`: a whole role-play on standard input and output, one line of the rep per line."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any

import typer

from bot.base.language import Lang
from bot.catalog.load import Catalog
from bot.scenarios.events import event_to_json
from bot.scenarios.session import Beat, talk
from bot.scenarios.state import state_to_json
from bot.scenarios.types import Scenario
from bot.services.understanding import Understanding
from bot.training.grading.score import better_line, grade
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Rubric, Scorecard, Verdict

_UNKNOWN = 2


def mount(app: typer.Typer, hears: Callable[[], Understanding], catalog: Callable[[], Catalog]) -> None:
    """Add the command to `app`; the factories are called when it runs, not before."""

    @app.command("roleplay")
    def roleplay(
        scenario: Annotated[str, typer.Option(help="The scenario's id.")],
        lang: Annotated[Lang, typer.Option(help="The customer's language.")],
        seed: Annotated[int, typer.Option(help="The same seed and moves give the same conversation.")] = 1,
        level: Annotated[int, typer.Option(min=1, max=3, help="How hard the customer is.")] = 2,
    ) -> None:
        """Play a customer: one line of the rep per line in, one JSON object per turn out, the scorecard last."""
        content = catalog()
        if scenario not in content.scenarios:
            typer.echo(f"no scenario {scenario!r}; there are: {', '.join(sorted(content.scenarios))}", err=True)
            raise typer.Exit(_UNKNOWN)
        for answer in played(content.scenarios[scenario], content.rubric, hears(), sys.stdin, lang, seed, level):
            sys.stdout.write(_line(answer))
            sys.stdout.flush()


def played(
    scenario: Scenario, rubric: Rubric, hears: Understanding, lines: Iterable[str], lang: Lang, seed: int, level: int
) -> Iterator[dict[str, Any]]:
    """The answers to the rep's lines; those after the ending are read and ignored."""
    beats: list[Beat] = []
    said = (line.rstrip("\r\n") for line in lines)
    for beat in talk(scenario, lang, said, hears.listener(scenario.id, lang), seed=seed, level=level):
        beats.append(beat)
        if beat.analysis is not None:
            yield _turn(beat)
    transcript = Transcript(scenario, lang, seed, level, tuple(beats))
    yield {"scorecard": scorecard(transcript, grade(transcript, rubric), rubric)}


def _turn(beat: Beat) -> dict[str, Any]:
    analysis = beat.analysis
    moves = analysis.moves if analysis is not None else ()
    return {
        "turn": beat.state.turn,
        "rep": analysis.text if analysis is not None else "",
        "moves": [{"move": m.kind.value, "confidence": m.confidence, "evidence": m.evidence.text} for m in moves],
        "customer": beat.customer,
        "events": [event_to_json(event) for event in beat.events],
        "state": state_to_json(beat.state),
    }


def scorecard(transcript: Transcript, card: Scorecard, rubric: Rubric) -> dict[str, Any]:
    """The scorecard with its texts in the session's language; `passed` of a check is null where it was not rated."""
    texts = rubric.texts[transcript.lang]
    checks = [
        {
            "id": result.id,
            "skill": result.skill,
            "passed": None if result.verdict is Verdict.NOT_RATED else result.verdict is Verdict.PASSED,
            "evidence": result.evidence,
            "turn": result.turn or None,
            "why": texts[result.id].why,
            "better": better_line(transcript, rubric, result.id),
        }
        for result in card.checks
    ]
    return {
        "total": card.total,
        "passed": card.passed,
        "checks": checks,
        "priorities": list(card.priorities),
        "weakest": card.weakest,
        "caps": list(card.caps),
        "ending": card.ending.value if card.ending is not None else None,
    }


def _line(answer: dict[str, Any]) -> str:
    """One JSON line; characters stay readable unless they hold half a surrogate pair, which UTF-8 cannot say."""
    text = json.dumps(answer, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = json.dumps(answer)
    return text + "\n"
