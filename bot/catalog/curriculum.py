"""`content/curriculum.yaml` and `content/lessons/<unit>.yaml` → the map and its lessons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.catalog.wording import both, both_texts
from bot.training.curriculum import CardKind, CardText, Curriculum, Lesson, LessonCard, Skill, Track, Unit


def load_curriculum(doc: Doc, findings: list[Finding]) -> Curriculum:
    """The whole map; a unit whose skill is not listed is found."""
    top = Reader(doc, findings)
    skills = {skill.id: skill for skill in (_skill(reader) for reader in top.children("skills", at_least=1))}
    tracks = []
    units: dict[str, Unit] = {}
    for reader in top.children("tracks", at_least=1):
        track_id = reader.text("id")
        for unit in _units(reader, track_id, len(units), skills):
            if unit.id in units:
                reader.fail(f"the unit {unit.id!r} stands here twice", "units", code="duplicate-id")
            units[unit.id] = unit
        own = tuple(unit.id for unit in units.values() if unit.track == track_id)
        tracks.append(Track(track_id, both_texts(reader, "title"), own))
        reader.done()
    top.done()
    return Curriculum(tuple(tracks), units, skills)


def _skill(reader: Reader) -> Skill:
    skill = Skill(reader.text("id"), both_texts(reader, "title"))
    reader.done()
    return skill


def _units(track: Reader, track_id: str, before: int, skills: Mapping[str, Skill]) -> Iterator[Unit]:
    for order, reader in enumerate(track.children("units", at_least=1), start=before + 1):
        unit = Unit(
            id=reader.text("id"),
            track=track_id,
            order=order,
            skill=reader.text("skill"),
            title=both_texts(reader, "title"),
            about=both_texts(reader, "about"),
        )
        if unit.skill not in skills:
            reader.fail(f"the skill {unit.skill!r} is not in the list of skills", "skill", code="unknown-skill")
        reader.done()
        yield unit


def load_lessons(docs: Iterable[Doc], findings: list[Finding]) -> Mapping[str, Lesson]:
    """The lessons by unit."""
    lessons = {}
    for doc in docs:
        top = Reader(doc, findings)
        unit = top.text("unit")
        if unit != PurePosixPath(doc.path).stem:
            top.fail(f"the unit {unit!r} does not match the file's name", "unit", code="name-mismatch")
        words = top.child("keywords")
        keywords = {lang: words.texts(lang.value, at_least=1) for lang in Lang}
        words.done()
        lessons[unit] = Lesson(unit, keywords, tuple(_card(reader) for reader in top.children("cards")))
        top.done()
    return lessons


def _card(reader: Reader) -> LessonCard:
    card = LessonCard(
        kind=reader.choice("kind", CardKind),
        text=both(reader, lambda part, _: CardText(part.text("title"), part.text("body"))),
    )
    reader.done()
    return card
