"""`content/objections/<id>.yaml` → objections. The format is described in docs/content.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.catalog.wording import both
from bot.language.category import Category
from bot.scenarios.types import StyleId
from bot.training.objections import (
    Avoid,
    Behind,
    Industry,
    Objection,
    ObjectionWording,
    Reply,
    Stage,
    Technique,
)


def load_objections(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, Objection]:
    """The objections by id, in the order of the files."""
    return {objection.id: objection for objection in (_objection(Reader(doc, findings)) for doc in docs)}


def _objection(reader: Reader) -> Objection:
    objection = Objection(
        id=reader.text("id"),
        category=reader.choice("category", Category),
        industry=reader.choice("industry", Industry),
        stage=reader.choice("stage", Stage),
        skills=reader.texts("skills", at_least=1),
        wording=both(reader, _wording),
    )
    reader.done()
    if objection.id != PurePosixPath(reader.doc.path).stem:
        reader.fail(f"the id {objection.id!r} does not match the file's name", "id", code="name-mismatch")
    return objection


def _wording(part: Reader, _: Lang) -> ObjectionWording:
    return ObjectionWording(
        title=part.text("title"),
        phrasings=part.texts("phrasings"),
        behind=tuple(_behind(reader) for reader in part.children("behind", at_least=1)),
        replies=tuple(_reply(reader) for reader in part.children("replies")),
        styles=_styles(part.child("styles")),
        avoid=tuple(_avoid(reader) for reader in part.children("avoid", at_least=1)),
        insist=part.text("insist"),
        short=part.text("short"),
        roundabout=part.texts("roundabout"),
    )


def _behind(reader: Reader) -> Behind:
    behind = Behind(reader.text("concern"), reader.text("question"))
    reader.done()
    return behind


def _reply(reader: Reader) -> Reply:
    reply = Reply(
        technique=reader.choice("technique", Technique),
        agree=reader.text("agree"),
        praise=reader.text("praise"),
        redirect=reader.text("redirect"),
        ask=reader.text("ask"),
    )
    reader.done()
    return reply


def _styles(reader: Reader) -> Mapping[StyleId, str]:
    styles = {style: reader.text(style.value) for style in StyleId}
    reader.done()
    return styles


def _avoid(reader: Reader) -> Avoid:
    avoid = Avoid(reader.text("line"), reader.text("why"))
    reader.done()
    return avoid
