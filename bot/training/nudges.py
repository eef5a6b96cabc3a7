"""When today's drill is brought up once more: a reminder nobody asked for, or a snooze that somebody did.

Either stays on the local date of the push and outside quiet hours; what cannot is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.training.calendar import at_local, local_date
from bot.training.quiet import Quiet

# A push that nobody answers is followed by a reminder after so long.
REMIND_AFTER = timedelta(hours=3)
# No reminder comes later than this, in minutes after midnight: three hours before the day ends.
LAST_REMINDER = 21 * 60
SNOOZE = timedelta(hours=1)
# "This evening", in minutes after midnight.
EVENING = 19 * 60


class Snooze(StrEnum):
    """For how long a push is put off."""

    HOUR = "hour"
    EVENING = "evening"


class Outcome(StrEnum):
    """What comes of a wish to put a push off."""

    PUT_OFF = "set"
    MOVED = "moved"  # to the end of the quiet hours
    QUIET = "quiet"  # refused: quiet hours last until the day is over
    MIDNIGHT = "midnight"  # refused: by then it is another day


@dataclass(frozen=True, slots=True)
class Snoozed:
    """The outcome, and the moment at which the question comes back; None when refused."""

    outcome: Outcome
    at: datetime | None


def reminder_at(pushed: datetime, quiet: Quiet) -> datetime | None:
    """When the reminder of a push comes; None when it would come too late in the day."""
    moment = quiet.after(pushed + REMIND_AFTER)
    last = at_local(local_date(pushed, quiet.zone), LAST_REMINDER, quiet.zone)
    return moment if last is not None and moment <= last else None


def snooze(wish: Snooze, now: datetime, quiet: Quiet) -> Snoozed:
    """When a push that is put off comes back. In the evening "this evening" means an hour."""
    today, wanted = local_date(now, quiet.zone), now + SNOOZE
    if wish is Snooze.EVENING:
        evening = at_local(today, EVENING, quiet.zone)
        wanted = wanted if evening is None else max(wanted, evening)
    moment = quiet.after(wanted)
    if local_date(moment, quiet.zone) == today:
        return Snoozed(Outcome.PUT_OFF if moment == wanted else Outcome.MOVED, moment)
    return Snoozed(Outcome.QUIET if local_date(wanted, quiet.zone) == today else Outcome.MIDNIGHT, None)
