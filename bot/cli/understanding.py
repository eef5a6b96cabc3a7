"""`dojo analyse` and `dojo objections search`: JSON lines in, JSON lines out, in the same order."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TextIO

import typer

from bot.base.language import Lang
from bot.language.analyser import Analyser
from bot.language.normalise import detect_lang, plain
from bot.language.objections import ObjectionIndex, varied

Answer = Callable[[Mapping[str, Any]], Mapping[str, Any]]
_HITS = 5
# More than are shown, so that the first three may be of three kinds.
_LOOKED_AT = 30


def mount(app: typer.Typer, analyser: Callable[[], Analyser], index: Callable[[], ObjectionIndex]) -> None:
    """Add the commands to `app`; the factories are called when a command runs, not before."""

    @app.command("analyse")
    def analyse() -> None:
        """Moves of each utterance: {"text", "lang"?, "context"?} per line."""
        answer_lines(sys.stdin, sys.stdout, analysed_by(analyser()))

    objections = typer.Typer(no_args_is_help=True, help="Find objections by meaning.")

    @objections.callback()
    def group() -> None:
        """Keeps `search` a subcommand while it is the only one."""

    @objections.command("search")
    def search() -> None:
        """Objections nearest to each text: {"text", "lang"?} per line."""
        answer_lines(sys.stdin, sys.stdout, found_by(index()))

    app.add_typer(objections, name="objections")


def analysed_by(analyser: Analyser) -> Answer:
    """What `dojo analyse` answers to one line."""

    def answer(line: Mapping[str, Any]) -> Mapping[str, Any]:
        analysis = analyser.analyse(_text(line), _lang(line), _optional(line, "context"))
        moves = [
            {"move": move.kind.value, "confidence": move.confidence, "evidence": move.evidence.text}
            for move in analysis.moves
        ]
        return {"text": analysis.text, "lang": analysis.lang.value, "moves": moves}

    return answer


def found_by(index: ObjectionIndex) -> Answer:
    """What `dojo objections search` answers to one line."""

    def answer(line: Mapping[str, Any]) -> Mapping[str, Any]:
        text = _text(line)
        lang = _lang(line) or detect_lang(plain(text))
        hits = [
            {"id": hit.id, "category": hit.category.value, "score": hit.score}
            for hit in varied(index.search(text, lang, _LOOKED_AT))[:_HITS]
        ]
        return {"text": text, "lang": lang.value, "hits": hits}

    return answer


def answer_lines(lines: Iterable[str], out: TextIO, answer: Answer) -> None:
    """Answer each line that is not blank, flushing at once; a malformed one gets {"error": …} in its place."""
    for line in lines:
        if not line.strip():
            continue
        out.write(_json(_answered(line, answer)) + "\n")
        out.flush()


def _answered(line: str, answer: Answer) -> Mapping[str, Any]:
    try:
        asked = json.loads(line)
        if not isinstance(asked, dict):
            return {"error": "not a JSON object"}
        return answer(asked)
    except (ValueError, RecursionError) as error:
        return {"error": str(error)}


def _json(value: Mapping[str, Any]) -> str:
    """Readable characters, unless the text holds half a surrogate pair, which UTF-8 cannot say."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _text(line: Mapping[str, Any]) -> str:
    text = line.get("text")
    if not isinstance(text, str):
        raise ValueError('"text" must be a string')
    return text


def _optional(line: Mapping[str, Any], name: str) -> str | None:
    value = line.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f'"{name}" must be a string')
    return value


def _lang(line: Mapping[str, Any]) -> Lang | None:
    value = _optional(line, "lang")
    return Lang(value) if value is not None else None
