"""The digest of a team, its picture, and whom to coach."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.base.language import Lang
from bot.base.paths import picture_font
from bot.catalog.texts import Texts
from bot.delivery import outgoing
from bot.delivery.outgoing import Outgoing
from bot.services.digests import WEEK, Digest, Heat
from bot.storage.queries.digests import Done
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Membership, Team
from bot.training.curriculum import Curriculum
from bot.training.trends import Cell, Cells
from bot.views import heatmap
from bot.views.heatmap import Field, Heatmap
from bot.views.keyboards import button, grid, labelled, rows
from bot.views.names import cut, drawn, listed
from bot.views.pen import legible
from bot.views.screen import Screen

FILE_NAME = "sales-dojo-team.png"
# Offered for the digest, in minutes after midnight.
TIMES = (8 * 60, 12 * 60, 17 * 60, 18 * 60, 19 * 60, 21 * 60)
# How much fits on one screen: people who trained, names of those who did not.
_SCREEN = (8, 12)
# Under a picture 1024 characters; the fuller is tried first. What markup adds is left away when it is counted.
_CAPTIONS, _LONGEST = ((5, 8), (3, 4), (0, 0)), 1000
# In columns: a Chinese character takes two.
_QUESTION = 80
_TITLE_COLUMNS = 26

_log: structlog.stdlib.BoundLogger = structlog.get_logger(__name__)


class DigestView:
    """Renders digests for whoever leads a team."""

    def __init__(self, texts: Texts, curriculum: Curriculum) -> None:
        self._texts = texts
        self._curriculum = curriculum

    def daily(self, person: Person, digest: Digest, *, push: bool = False) -> Outgoing:
        """What happened since yesterday, on one screen."""
        if digest.size == 0:
            return self._nobody(person, digest).send(person.id, push=push)
        return Screen(self._text(person, digest, *_SCREEN), self._ways(person, digest)).send(person.id, push=push)

    def weekly(self, person: Person, digest: Digest, png: bytes | None, *, push: bool = False) -> Outgoing:
        """The week, under its picture where there is one."""
        if digest.size == 0:
            return self._nobody(person, digest).send(person.id, push=push)
        markup = self._ways(person, digest, heat=png is None)
        if png is None:
            return Screen(self._text(person, digest, *_SCREEN), markup).send(person.id, push=push)
        fuller = (self._text(person, digest, *most) for most in _CAPTIONS)
        html = next((one for one in fuller if len(one.encode("utf-16-le")) // 2 <= _LONGEST), "")
        return outgoing.photo(person.id, FILE_NAME, png, caption_html=html, markup=markup, push=push)

    def heat(self, person: Person, heat: Heat, png: bytes) -> Outgoing:
        """The picture alone."""
        weak = self._weakest(person.language, heat)
        html = self._texts.render(person.language, "digest.heat", team=heat.team.name, weak=weak)
        data = heat.team.id
        ways = rows([self._button(person, "digest_coach", f"dg:coach:{data}"), self._people(person, data)])
        return outgoing.photo(person.id, FILE_NAME, png, caption_html=html, markup=ways)

    def no_heat(self, person: Person, team: Team) -> Outgoing:
        """Too little for a picture."""
        return outgoing.text(person.id, self._texts.render(person.language, "digest.no_heat", team=team.name))

    def picture(self, person: Person, heat: Heat, font: Path) -> Heatmap | None:
        """Everything the picture shows; None where nobody has done enough for a figure."""
        if not heat.skills:
            return None
        lang, say = person.language, self._texts.plain
        counts = {"shown": len(heat.rows), "more": heat.more, "few": heat.few}
        notes = (say(lang, "digest.map_note"), say(lang, "digest.map_more", **counts))
        return Heatmap(
            title=say(lang, "digest.map_title", team=cut(legible(heat.team.name, font), _TITLE_COLUMNS)),
            date=self._texts.formats[lang].day(heat.day),
            skills=tuple(self._skill(lang, one) for one in heat.skills),
            rows=tuple((drawn(who, font), _fields(cells, heat.skills)) for who, cells in heat.rows),
            low=say(lang, "digest.map_low"),
            high=say(lang, "digest.map_high"),
            up=say(lang, "digest.map_up"),
            down=say(lang, "digest.map_down"),
            notes=tuple(note for note in notes if note),
        )

    def drawn(self, person: Person, heat: Heat) -> bytes | None:
        """The picture; None where there is nothing to draw, or it cannot be drawn. Takes about a second."""
        picture = self.picture(person, heat, picture_font())
        try:
            return None if picture is None else heatmap.draw(picture, picture_font())
        except Exception as error:
            # The figures matter more than the picture: the digest goes out without it.
            _log.error("heatmap_failed", team_id=heat.team.id, error=type(error).__name__)
            return None

    def choose(self, person: Person, teams: Iterable[Team]) -> Screen:
        """Which of many teams?"""
        choices = [[labelled(cut(team.name, 24), f"dg:open:{team.id}")] for team in teams]
        return Screen(self._texts.render(person.language, "digest.choose"), rows(*choices))

    def when(self, person: Person, team: Team, place: Membership) -> Screen:
        """When shall it come? What is set has a tick."""
        lang, say = person.language, self._texts.render
        times = [
            self._choice(say(lang, "settings.at", minutes=at), f"dg:at:{team.id}:{at}", chosen=at == place.digest_at)
            for at in TIMES
        ]
        days = [
            self._choice(say(lang, "digest.on", day=day + 1), f"dg:on:{team.id}:{day}", chosen=day == place.weekly_on)
            for day in range(7)
        ]
        never = (("digest_never", "at", place.digest_at), ("weekly_never", "on", place.weekly_on))
        off = [
            self._choice(say(lang, f"button.{name}"), f"dg:{action}:{team.id}:never", chosen=value is None)
            for name, action, value in never
        ]
        back = button(self._texts, lang, "back", f"team:open:{team.id}")
        lines = (*grid(times, 3), off[:1], *grid(days, 4), off[1:], [back])
        return Screen(say(lang, "digest.when", team=team.name), rows(*lines))

    def _nobody(self, person: Person, digest: Digest) -> Screen:
        lang, team = person.language, digest.team
        if digest.hidden:
            return Screen(self._texts.render(lang, "digest.hidden_all", team=team.name))
        invite = rows([self._button(person, "team_invite", f"iv:new:{team.id}")])
        return Screen(self._texts.render(lang, "digest.empty", team=team.name), invite)

    def _text(self, person: Person, digest: Digest, most_trained: int, most_absent: int) -> str:
        lang = person.language
        when: dict[str, date] = {"since": digest.since.astimezone(ZoneInfo(person.time_zone))}
        if digest.weekly:
            when = {"first": digest.day - WEEK + timedelta(days=1), "day": digest.day}
        trained = digest.trained[:most_trained]
        return self._texts.render(
            lang,
            "digest.weekly" if digest.weekly else "digest.daily",
            team=digest.team.name,
            **when,
            size=digest.size,
            count=len(digest.trained),
            trained=[{"name": listed(who), "done": self.done(lang, done, days=digest.weekly)} for who, done in trained],
            more_trained=len(digest.trained) - len(trained),
            absent=[listed(who) for who in digest.absent[:most_absent]] or ([] if not digest.absent else ["…"]),
            more_absent=max(0, len(digest.absent) - most_absent),
            lines=self._lines(lang, digest),
        )

    def done(self, lang: Lang, done: Done, *, days: bool) -> str:
        """What somebody did, in a few words."""
        parts = [self._texts.html(lang, "digest.done_days", days=done.days)] if days else []
        if done.questions:
            counts = {"questions": done.questions, "right": done.right}
            parts.append(self._texts.html(lang, "digest.done_questions", **counts))
        if done.roleplays:
            best = {"count": done.roleplays, "best": done.best_mark}
            parts.append(self._texts.html(lang, "digest.done_roleplays", **best))
        return " · ".join(parts)

    def _lines(self, lang: Lang, digest: Digest) -> list[str]:
        """What stands out, a line each."""
        say, found = self._texts.html, list[str]()
        for one in digest.at_risk:
            found.append(say(lang, "digest.at_risk", name=listed(one.person), days=one.days))
        if digest.gain is not None:
            who, gain = digest.gain
            found.append(say(lang, "digest.gain", name=listed(who), **self._moved(lang, gain.cell)))
        for item, hard in digest.hardest:
            question = cut(item.wording[lang].question, _QUESTION)
            found.append(say(lang, "digest.hard", question=question, asked=hard.asked, wrong=hard.wrong))
        if digest.unanswered:
            found.append(say(lang, "digest.unanswered", count=digest.unanswered))
        if digest.work.of:
            found.append(say(lang, "digest.work", done=digest.work.done, of=digest.work.of))
        if digest.hidden:
            found.append(say(lang, "digest.hidden", count=digest.hidden))
        return found

    def _moved(self, lang: Lang, cell: Cell) -> dict[str, object]:
        return {
            "skill": self._skill(lang, cell.skill),
            "good": cell.now.good,
            "of": cell.now.of,
            "before": cell.before.good,
            "before_of": cell.before.of,
        }

    def _weakest(self, lang: Lang, heat: Heat) -> dict[str, object] | None:
        """Whoever stands first, and their lowest skill that the picture shows."""
        if not heat.rows:
            return None
        who, cells = heat.rows[0]
        sure = [cells[skill] for skill in heat.skills if skill in cells and cells[skill].now.enough]
        if not sure:
            return None
        low = min(sure, key=lambda cell: cell.now.share)
        return {"name": listed(who), **self._moved(lang, low)}

    def _ways(self, person: Person, digest: Digest, *, heat: bool = True) -> InlineKeyboardMarkup:
        team_id = digest.team.id
        first = [self._button(person, "digest_heat", f"dg:heat:{team_id}")] if heat else []
        coach = [] if digest.weekly else [self._button(person, "digest_coach", f"dg:coach:{team_id}")]
        second = [self._people(person, team_id)]
        if digest.unanswered:
            second.append(self._button(person, "team_unanswered", f"un:show:{team_id}", count=digest.unanswered))
        return rows([*first, *coach], second)

    def _people(self, person: Person, team_id: int) -> InlineKeyboardButton:
        return self._button(person, "digest_people", f"dd:open:{team_id}")

    def _button(self, person: Person, name: str, data: str, **values: object) -> InlineKeyboardButton:
        return button(self._texts, person.language, name, data, **values)

    def _choice(self, label: str, data: str, *, chosen: bool) -> InlineKeyboardButton:
        return labelled(f"✓ {label}" if chosen else label, data)

    def _skill(self, lang: Lang, skill: str) -> str:
        known = self._curriculum.skills.get(skill)
        return skill if known is None else known.title[lang]


def _fields(cells: Cells, skills: Iterable[str]) -> tuple[Field, ...]:
    found = (cells.get(skill) for skill in skills)
    return tuple(Field(None, None) if one is None else Field(one.percent, one.change) for one in found)
