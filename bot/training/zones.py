"""Time zones as people name them: by city, or by where they stand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from zoneinfo import available_timezones

from bot.base.language import Lang
from bot.language.normalise import plain


@dataclass(frozen=True, slots=True)
class City:
    """A city and its IANA zone; `key` (its English name) identifies it."""

    key: str
    zone: str
    names: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Cities:
    """The cities that people may name; `common` are offered as buttons."""

    all: tuple[City, ...]
    common: Mapping[Lang, tuple[City, ...]]

    def find(self, key: str) -> City | None:
        """The city with that key, or None."""
        return next((city for city in self.all if city.key == key), None)

    def search(self, query: str, limit: int = 6) -> tuple[City, ...]:
        """Cities and IANA zones that match a name in either language: whole names, then beginnings, then parts."""
        wanted = _form(query)
        if not wanted:
            return ()
        candidates = [*self.all, *_zones_without_city(self.all)]
        ranked = [(rank, place, city) for place, city in enumerate(candidates) if (rank := _rank(city, wanted)) < 3]
        return tuple(city for _, _, city in sorted(ranked, key=lambda entry: entry[:2])[:limit])


def _form(name: str) -> str:
    """A name as it is compared: simplified, lower case, without accents, spaces between words kept."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", plain(name)) if not unicodedata.combining(c))
    return bare.casefold().replace("_", " ").strip().removesuffix("市")


def _rank(city: City, wanted: str) -> int:
    names = [_form(name) for name in (*city.names.values(), city.zone)]
    if any(name == wanted for name in names):
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    return 2 if any(wanted in name or (len(name) > 1 and name in wanted) for name in names) else 3


def _zones_without_city(cities: Iterable[City]) -> list[City]:
    known = {city.zone for city in cities}
    return [zone_city(zone) for zone in sorted(available_timezones() - known) if "/" in zone and "Etc" not in zone]


def zone_city(zone: str) -> City:
    """An IANA zone as a city named by the zone's last part."""
    name = zone.rsplit("/", 1)[-1].replace("_", " ")
    return City(zone, zone, {Lang.ZH: name, Lang.EN: name})


def zone_at(latitude: float, longitude: float) -> str | None:
    """The IANA zone of a place on land or sea; None where there is none."""
    # Imported here: the map takes a moment to load and few people ever send a location.
    from tzfpy import get_tz

    zone = get_tz(longitude, latitude)
    return zone if zone in available_timezones() else None
