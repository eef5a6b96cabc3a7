"""Progress: the picture with its caption, the same in text, and words for what there is to celebrate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import dropwhile

from markupsafe import Markup
from telegram import InlineKeyboardMarkup

from bot.base.language import Lang
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.progress import Celebration, Overview
from bot.storage.queries.people import Person
from bot.training.curriculum import Curriculum
from bot.training.holidays import country_of
from bot.training.ranks import Condition
from bot.views.charts import Bar, Chart, Week
from bot.views.keyboards import button, rows
from bot.views.screen import Screen

FILE_NAME = "sales-dojo.png"
# How many weeks the calendar shows, this one included.
WEEKS = 8
# Where a calendar's week begins on Sunday; elsewhere on Monday.
_FROM_SUNDAY = frozenset({"US", "CA", "TW", "HK", "MO", "JP", "KR", "TH"})
_SUNDAY = 7
# The forecast names every fourth day.
_TICK = 4
# From so many training days on, a role-play is suggested to whoever had none.
_TALK_AFTER = 3


@dataclass(frozen=True, slots=True)
class _Row:
    """A week as the person's calendar has it: its first date and which of its days were trained."""

    first: date
    days: tuple[date, ...]
    trained: frozenset[date]

    @property
    def mask(self) -> int:
        """The trained days as bits, Monday 1 … Sunday 64."""
        return sum(1 << day.weekday() for day in self.trained)


class ProgressView:
    """Renders progress for a person."""

    def __init__(self, texts: Texts, curriculum: Curriculum) -> None:
        self._texts = texts
        self._curriculum = curriculum

    def chart(self, person: Person, overview: Overview) -> Chart:
        """Everything the picture shows."""
        lang, weeks = person.language, _weeks(person, overview)
        say, formats = self._texts.plain, self._texts.formats[person.language]
        ahead = [overview.today + timedelta(days=number) for number in range(len(overview.due))]
        ticks = {n: say(lang, "progress.tick_day", day=day) for n, day in enumerate(ahead) if n % _TICK == 0}
        return Chart(
            title=say(lang, "progress.title"),
            date=formats.day(overview.today),
            skills_title=say(lang, "progress.skills"),
            legend=say(lang, "progress.legend"),
            skills=tuple(
                Bar(self._skill(lang, one.skill), one.percent if one.touched else None, one.enough)
                for one in overview.skills
            ),
            days_title=say(lang, "progress.days"),
            weekdays=tuple(_initial(formats.weekday(day.isoweekday()), lang) for day in weeks[-1].days),
            weeks=tuple(
                Week(
                    say(lang, "progress.week", first=week.first),
                    tuple(day in week.trained if day <= overview.today else None for day in week.days),
                )
                for week in weeks
            ),
            today=weeks[-1].days.index(overview.today),
            due_title=say(lang, "progress.due"),
            due=overview.due,
            ticks=tuple({**ticks, 0: say(lang, "progress.tick_today")}.items()),
        )

    def picture(self, person: Person, overview: Overview, png: bytes, extra: Sequence[str] = ()) -> Outgoing:
        """The picture with rank, points, streak and the next thing to do; `extra` is said after that."""
        html = self._texts.render(
            person.language,
            "progress.caption",
            rank=self.rank(person.language, overview.rank),
            points=overview.points.total,
            streak=overview.streak,
            advice=self._advice(person.language, overview),
        )
        caption = "\n\n".join((html, *extra))
        return outgoing.photo(person.id, FILE_NAME, png, caption_html=caption, markup=self._buttons(person, "text"))

    def text(self, person: Person, overview: Overview, check: Markup | None = None) -> Screen:
        """Everything in words, for screen readers; `check` tells how the checks went."""
        lang = person.language
        sure = [one for one in overview.skills if one.enough]
        html = self._texts.render(
            lang,
            "progress.text",
            today=overview.today,
            rank=self.rank(lang, overview.rank),
            points=overview.points.total,
            streak=overview.streak,
            total=len(overview.days),
            next_rank=self.rank(lang, overview.rank + 1) if overview.conditions else "",
            conditions=[self._condition(lang, one) for one in overview.conditions],
            sure=[{"title": self._skill(lang, one.skill), "percent": one.percent} for one in sure],
            few=[self._skill(lang, one.skill) for one in overview.skills if one.touched and not one.enough],
            untouched=[self._skill(lang, one.skill) for one in overview.skills if not one.touched],
            weeks=[
                {"name": self._texts.plain(lang, "progress.week", first=week.first), "mask": week.mask}
                for week in _since_the_first(_weeks(person, overview))
            ],
            due=_due(overview),
            check=check,
            advice=self._advice(lang, overview),
        )
        return Screen(html, self._buttons(person))

    def celebration(self, person: Person, one: Celebration) -> str:
        """A warm word, as HTML."""
        rank = self.rank(person.language, one.number) if one.kind == "rank" else ""
        return self._texts.render(person.language, f"progress.celebrate_{one.kind}", number=one.number, rank=rank)

    def rank(self, lang: Lang, rank: int) -> str:
        """A rank's name."""
        return self._texts.render(lang, f"rank.title_{rank}")

    def _skill(self, lang: Lang, skill: str) -> str:
        return self._curriculum.skills[skill].title[lang]

    def _condition(self, lang: Lang, one: Condition) -> str:
        values = {"have": min(one.have, one.need), "need": one.need, "level": one.level, "met": one.met}
        return self._texts.render(lang, f"rank.{one.kind}", **values)

    def _advice(self, lang: Lang, overview: Overview) -> str:
        """The one thing to do next."""
        if overview.empty:
            return self._texts.render(lang, "progress.advice_start")
        if overview.due[0]:
            return self._texts.render(lang, "progress.advice_due", due=overview.due[0])
        if overview.plays == 0 and len(overview.days) >= _TALK_AFTER:
            return self._texts.render(lang, "progress.advice_play")
        if overview.weakest is None:
            return self._texts.render(lang, "progress.advice_fine")
        return self._texts.render(lang, "progress.advice_weak", skill=self._skill(lang, overview.weakest))

    def _buttons(self, person: Person, *more: str) -> InlineKeyboardMarkup:
        lang = person.language
        return rows(
            [
                button(self._texts, lang, "progress_drill", "drill:start"),
                button(self._texts, lang, "progress_mistakes", "mist:list"),
            ],
            [
                *(button(self._texts, lang, f"progress_{name}", f"prog:{name}") for name in more),
                button(self._texts, lang, "progress_check", "check:start"),
            ],
        )


def _weeks(person: Person, overview: Overview) -> list[_Row]:
    starts = _SUNDAY if country_of(person.time_zone) in _FROM_SUNDAY else 1
    begun = (overview.today.isoweekday() - starts) % 7
    first = overview.today - timedelta(days=begun + 7 * (WEEKS - 1))
    found = []
    for number in range(WEEKS):
        days = tuple(first + timedelta(days=7 * number + day) for day in range(7))
        found.append(_Row(days[0], days, overview.days.intersection(days)))
    return found


def _since_the_first(weeks: list[_Row]) -> list[_Row]:
    """The weeks from the first one with any training."""
    return list(dropwhile(lambda week: not week.trained, weeks))


def _due(overview: Overview) -> list[dict[str, object]]:
    return [
        {"today": ahead == 0, "day": overview.today + timedelta(days=ahead), "count": count}
        for ahead, count in enumerate(overview.due)
        if count
    ]


def _initial(weekday: str, lang: Lang) -> str:
    """One letter for a day: 周一 → 一, Mon → M."""
    return weekday[-1] if lang is Lang.ZH else weekday[0]
