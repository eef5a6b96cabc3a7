"""Quiet hours: the part of a person's day in which nothing comes unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.training.calendar import at_local, local_date

_DAY = timedelta(days=1)
# What is planned for the quiet hours of an evening comes this many minutes before they begin.
_BEFORE = 30


@dataclass(frozen=True, slots=True)
class Quiet:
    """From `start` (included) until `end` (not included), in minutes after midnight, 0–1439; equal means none.

    An `end` before `start` lies on the next day.
    """

    start: int
    end: int
    zone: str

    def covers(self, minutes: int) -> bool:
        """Whether that time of day is quiet."""
        if self.start <= self.end:
            return self.start <= minutes < self.end
        return minutes >= self.start or minutes < self.end

    def holds(self, moment: datetime) -> bool:
        """Whether an aware moment lies in quiet hours."""
        return self.covers(self._minutes(moment))

    def after(self, moment: datetime) -> datetime:
        """The moment itself, or the end of the quiet hours that it lies in."""
        if not self.holds(moment):
            return moment
        minutes, day = self._minutes(moment), local_date(moment, self.zone)
        end = at_local(day if minutes < self.end else day + _DAY, self.end, self.zone)
        if end is not None and end > moment and not self.holds(end):
            return end
        # In an hour that comes twice, or where the next date does not exist: by the clock on the wall.
        return moment + timedelta(minutes=(self.end - minutes) % (24 * 60))

    def beside(self, minutes: int) -> int:
        """That time of day, or the nearest sensible one on the same day that is not quiet.

        At the end of quiet hours that end on the day, otherwise a little before they begin.
        """
        if not self.covers(minutes):
            return minutes
        return self.end if self.start < self.end or minutes < self.end else max(self.end, self.start - _BEFORE)

    def _minutes(self, moment: datetime) -> int:
        local = moment.astimezone(ZoneInfo(self.zone))
        return local.hour * 60 + local.minute
