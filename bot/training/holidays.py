"""Public holidays and the weekend days that are worked instead, by country.

The days come from the library `holidays`. Two limits: an arrangement that a government has not published yet (China's
bridging and make-up days appear each November for the year after) is not known, so only the fixed days of such a year
are off and nothing is made up; and after 2100 there are no holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib import resources

# ISO 3166 codes, with the region where a country has no holidays of its own; in the order in which they are offered.
COUNTRIES = (
    "CN",
    "HK",
    "MO",
    "TW",
    "SG",
    "MY",
    "GB-ENG",
    "GB-SCT",
    "GB-NIR",
    "IE",
    "US",
    "CA",
    "AU",
    "NZ",
    "DE",
    "FR",
    "NL",
    "ES",
    "IT",
    "AE",
    "JP",
    "KR",
    "TH",
    "VN",
    "ID",
)
# A zone names a country; of these the region that most of its people live in.
_REGIONS = {"GB": "GB-ENG"}


@dataclass(frozen=True, slots=True)
class Holidays:
    """The days of one country of COUNTRIES. A code that is not known has none."""

    country: str

    def is_off(self, day: date) -> bool:
        """Whether it is a public holiday."""
        return day in _days(self.country, day.year)[0]

    def is_made_up(self, day: date) -> bool:
        """Whether it is a day of the weekend that is worked."""
        return day in _days(self.country, day.year)[1]


def of(country: str | None) -> Holidays | None:
    """The days of a country; None without one."""
    return None if country is None else Holidays(country)


def country_of(zone: str) -> str | None:
    """The country of COUNTRIES that an IANA zone lies in, or None."""
    country = _zones().get(zone)
    code = country if country is None else _REGIONS.get(country, country)
    return code if code in COUNTRIES else None


@lru_cache(maxsize=512)
def _days(code: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Holidays and made-up working days of a year."""
    # Imported here: most starts answer somebody before anything has to be planned.
    from holidays import country_holidays

    country, _, region = code.partition("-")
    try:
        found = country_holidays(country, subdiv=region or None, years=year)
    except NotImplementedError:
        return frozenset(), frozenset()
    made_up = frozenset(day for day in found.weekend_workdays if day.year == year)
    return frozenset(day for day in found if day.year == year) - made_up, made_up


@cache
def _zones() -> dict[str, str]:
    """IANA zones with the country that they are the zone of."""
    table = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    entries = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {zone: country for country, _, zone, *_ in entries}
