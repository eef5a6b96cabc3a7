"""`content/items/<unit>.yaml` → items. The format is described in docs/content.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc, Step
from bot.catalog.wording import both
from bot.scenarios.types import StyleId
from bot.training.items import Item, ItemKind, Point, Source, Status, Wording, WriteTask

Located = tuple[Item, Doc, tuple[Step, ...]]


def load_items(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, Item]:
    """The items by id, in the order of the files."""
    return {item.id: item for item, _, _ in located_items(docs, findings)}


def located_items(docs: Iterable[Doc], findings: list[Finding]) -> tuple[Located, ...]:
    """Each item with the file and the place it stands at; an id that is taken already is found and left out."""
    seen: dict[str, Located] = {}
    for doc in docs:
        top = Reader(doc, findings)
        unit = top.text("unit")
        if unit != PurePosixPath(doc.path).stem:
            top.fail(f"the unit {unit!r} does not match the file's name", "unit", code="name-mismatch")
        top.raw("points")
        for reader in top.children("items", at_least=1):
            item = _item(reader, unit)
            if item.id in seen:
                reader.fail(f"the id {item.id!r} is taken by {seen[item.id][1].path}", "id", code="duplicate-id")
            else:
                seen[item.id] = (item, doc, reader.steps)
        top.done()
    return tuple(seen.values())


def load_points(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, tuple[Point, ...]]:
    """By unit, what its items have to ask about, in the order of the map."""
    return {Reader(doc, []).text("unit"): tuple(_points(Reader(doc, findings))) for doc in docs}


def _points(top: Reader) -> Iterator[Point]:
    seen: set[str] = set()
    for reader in top.children("points"):
        point = Point(reader.text("id"), reader.text("what"))
        if point.id in seen:
            reader.fail(f"the point {point.id!r} stands here twice", "id", code="duplicate-id")
        seen.add(point.id)
        reader.done()
        yield point


def _item(reader: Reader, unit: str) -> Item:
    kind = reader.choice("kind", ItemKind)
    item = Item(
        id=_identifier(reader),
        unit=unit,
        skill=reader.text_or_none("skill") or unit,
        kind=kind,
        difficulty=reader.integer("difficulty", 1, 3),
        prerequisites=reader.texts("prerequisites"),
        status=reader.choice("status", Status) if reader.has("status") else Status.LIVE,
        source=_source(reader),
        correct=reader.integers("correct"),
        wording=both(reader, lambda part, _: _wording(part, kind)),
        long=reader.flag("long"),
        task=reader.choice("task", WriteTask) if kind is ItemKind.WRITE else None,
        style=reader.choice("style", StyleId).value if reader.has("style") else None,
        scenario=reader.text("scenario") if kind is ItemKind.PLAY else None,
        covers=reader.texts("covers"),
        recall=reader.flag("recall"),
    )
    reader.done()
    if item.closed:
        _check_correct(reader, item)
    if item.task is WriteTask.STYLE and item.style is None:
        reader.fail("a task of the kind style names a style", "task")
    return item


def _identifier(reader: Reader) -> str:
    # The column drill_items.item_id holds 64 characters.
    value = reader.text("id")
    if value and (len(value) > 64 or not value.isascii() or value != value.lower() or " " in value):
        reader.fail("an id is at most 64 lower-case ASCII characters without blanks", "id", code="bad-id")
    return value


def _source(reader: Reader) -> Source:
    part = reader.child("source")
    source = Source(part.text("doc"), part.text("place"))
    part.done()
    return source


def _wording(part: Reader, kind: ItemKind) -> Wording:
    closed = kind in (ItemKind.QUIZ, ItemKind.LABEL)
    return Wording(
        question=part.text("question"),
        options=part.texts("options", at_least=2) if closed else (),
        explanation=part.text("explanation"),
        said=part.text_or_none("said"),
        example=part.text("example") if kind is ItemKind.WRITE else None,
    )


def _check_correct(reader: Reader, item: Item) -> None:
    counts = {lang: len(item.wording[lang].options) for lang in Lang}
    if len(set(counts.values())) > 1:
        shown = ", ".join(f"{lang.value} {count}" for lang, count in counts.items())
        reader.fail(f"the languages have different numbers of options: {shown}", code="parity")
    fewest = min(counts.values())
    wrong = [index for index in item.correct if not 0 <= index < fewest]
    if not item.correct or wrong or len(set(item.correct)) != len(item.correct) or len(item.correct) == fewest:
        reader.fail("correct: some, not all, of the options by index from 0, each once", "correct", code="item-correct")
