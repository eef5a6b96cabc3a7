"""Dates, times and numbers as each language writes them. The words come from the text group `format`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from jinja2 import Environment, StrictUndefined

_DAYS = 7


class Formats:
    """The formatting of one language; every method is also a Jinja2 filter of the same name.

    Moments must already be in the reader's own time zone: nothing here converts.
    """

    FILTERS = ("day", "clock", "moment", "number", "percent", "duration", "plural", "weekday", "weekdays", "listing")

    def __init__(self, words: Mapping[str, str]) -> None:
        env = Environment(undefined=StrictUndefined, autoescape=False)  # noqa: S701 - plain words, escaped where shown
        self._templates = {name: env.from_string(source) for name, source in words.items()}

    def day(self, value: date) -> str:
        """A day with its weekday: 11月22日 周日, Sun 22 Nov."""
        months = self._words("months")
        return self._say(
            "day",
            month=value.month,
            name=months[value.month - 1] if months else "",
            day=value.day,
            weekday=self.weekday(value.isoweekday()),
        )

    def clock(self, value: int | time | datetime | timedelta) -> str:
        """A time of day, 08:30; an integer counts minutes after midnight."""
        if isinstance(value, time | datetime):
            return f"{value.hour:02d}:{value.minute:02d}"
        minutes = value // timedelta(minutes=1) if isinstance(value, timedelta) else value
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"

    def moment(self, value: datetime) -> str:
        """Day and time: 11月22日 周日 08:30."""
        return f"{self.day(value)} {self.clock(value)}"

    def number(self, value: float, digits: int = 0) -> str:
        """A number with thousands marks and that many digits after the point: 12,345."""
        return f"{value:,.{digits}f}"

    def percent(self, value: float, digits: int = 0) -> str:
        """A share (0–1) as a percentage: 46%."""
        return f"{value * 100:.{digits}f}%"

    def duration(self, value: float | timedelta) -> str:
        """A span in hours and minutes, or seconds below a minute; a number counts minutes."""
        seconds = round(value.total_seconds() if isinstance(value, timedelta) else value * 60)
        if seconds < 60:
            return self._say("seconds", n=seconds)
        hours, minutes = divmod(seconds // 60, 60)
        if hours == 0:
            return self._say("minutes", n=minutes)
        if minutes == 0:
            return self._say("hours", n=hours)
        return self._say("hours_minutes", hours=hours, minutes=minutes)

    def plural(self, value: float, one: str, many: str | None = None) -> str:
        """Number and noun: 1 day, 3 days; `many` for an irregular plural."""
        noun = one if value == 1 else many if many is not None else f"{one}s"
        return f"{self.number(value)} {noun}"

    def weekday(self, value: int) -> str:
        """The short name of a weekday; Monday is 1."""
        return self._words("weekdays")[value - 1]

    def weekdays(self, mask: int) -> str:
        """A set of weekdays as bits (Monday 1 … Sunday 64): 周一至周五, Mon–Fri; runs of three or more are joined."""
        if mask == 2**_DAYS - 1:
            return self._say("every_day")
        days = [day for day in range(1, _DAYS + 1) if mask & 1 << day - 1]
        return self.listing(self._run(run) for run in _runs(days)) if days else self._say("no_day")

    def listing(self, values: Iterable[object]) -> str:
        """Things one after the other: A、B和C, A, B and C."""
        parts = [str(value) for value in values]
        if len(parts) < 2:
            return "".join(parts)
        return self._say("pair", first=self._say("comma").join(parts[:-1]), last=parts[-1])

    def _run(self, days: list[int]) -> str:
        names = [self.weekday(day) for day in days]
        if len(days) < 3:
            return self.listing(names)
        return self._say("span", first=names[0], last=names[-1])

    def _say(self, text: str, /, **values: object) -> str:
        return self._templates[text].render(**values)

    def _words(self, name: str) -> list[str]:
        return self._say(name).split()


def _runs(days: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [part for run in runs for part in ([run] if len(run) > 2 else [[day] for day in run])]
