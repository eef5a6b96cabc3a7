"""`content/cities.yaml` → the cities by which people name their time zone."""

from __future__ import annotations

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.training.zones import Cities, City


def load_cities(doc: Doc, findings: list[Finding]) -> Cities:
    """All cities, and those offered as buttons, which must be among them."""
    top = Reader(doc, findings)
    cities = tuple(_city(reader) for reader in top.children("cities", at_least=1))
    offered = top.child("common")
    common = {}
    for lang in Lang:
        by_name = {city.names[lang]: city for city in cities}
        names = offered.texts(lang.value, at_least=1)
        for index, name in enumerate(names):
            if name not in by_name:
                offered.fail(f"the city {name!r} is not in the list", lang.value, index, code="unknown-city")
        common[lang] = tuple(by_name[name] for name in names if name in by_name)
    offered.done()
    top.done()
    return Cities(cities, common)


def _city(reader: Reader) -> City:
    names = {lang: reader.text(lang.value) for lang in Lang}
    city = City(key=names[Lang.EN], zone=reader.text("zone"), names=names)
    reader.done()
    return city
