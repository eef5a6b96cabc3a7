"""`content/texts/<lang>/<group>.yaml` → the text tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.catalog.texts import Tables


def text_place(doc: Doc) -> tuple[Lang, str] | None:
    """Language and group of a text file by its path; None when the folder is not a language."""
    path = PurePosixPath(doc.path)
    langs = {lang.value: lang for lang in Lang}
    return (langs[path.parent.name], path.stem) if path.parent.name in langs else None


def load_tables(docs: Iterable[Doc], findings: list[Finding]) -> Tables:
    """The sources of all texts by language and id."""
    tables: dict[Lang, dict[str, str]] = {lang: {} for lang in Lang}
    for doc in docs:
        place = text_place(doc)
        if place is None:
            findings.append(doc.finding("text-language", "texts stand in a folder named zh or en"))
            continue
        lang, group = place
        reader = Reader(doc, findings)
        for name in doc.data if isinstance(doc.data, dict) else ():
            tables[lang][f"{group}.{name}"] = reader.verbatim(name)
    return tables
