"""The progress picture: drawn in both languages for an empty, a small and a rich account, with no letter missing."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.base.language import Lang
from bot.base.paths import picture_font
from bot.services.progress import Overview
from bot.storage.queries.people import Person
from bot.training.mastery import Mastery
from bot.training.points import Points
from bot.views import charts
from bot.views.charts import WIDTH, height_of
from bot.views.progress import ProgressView
from tests.chats.warm import warm

TODAY = date(2026, 11, 22)
SKILLS = tuple(warm().catalog.curriculum.skills)


def somebody(lang: Lang, zone: str = "Asia/Shanghai") -> Person:
    values = dict.fromkeys(Person.__slots__)
    return Person(**{**values, "id": 1, "language": lang, "time_zone": zone, "preferences": {}})  # type: ignore[arg-type]


def overview(kind: str) -> Overview:
    chance = random.Random(1)
    days = {"empty": (), "small": range(2), "rich": range(400)}[kind]
    evidence = {"empty": (0,), "small": (0, 2, 6), "rich": (20,)}[kind]
    due = {"empty": 0, "small": 3, "rich": 1200}[kind]
    return Overview(
        today=TODAY,
        skills=tuple(Mastery(one, chance.choice((0, 7, 48, 100)), chance.choice(evidence)) for one in SKILLS),
        days=frozenset(TODAY - timedelta(days=n) for n in days),
        streak=len(days),
        due=tuple(chance.randint(0, due) for _ in range(14)),
        points=Points(1, 2, 3, 4),
        rank=1,
        conditions=(),
        weakest=None,
        answers=len(days),
        plays=0,
    )


def view() -> ProgressView:
    return ProgressView(warm().catalog.texts, warm().catalog.curriculum)


# Every warning is an error here: a letter that the font has not is one.
@pytest.mark.parametrize("kind", ["empty", "small", "rich"])
@pytest.mark.parametrize("lang", list(Lang))
def test_it_is_drawn_with_every_letter(lang: Lang, kind: str) -> None:
    chart = view().chart(somebody(lang), overview(kind))
    titles = [warm().catalog.curriculum.skills[one].title[lang] for one in SKILLS]
    assert [bar.title for bar in chart.skills] == titles, "in the order of the map"
    png = charts.draw(chart, picture_font())
    image = Image.open(io.BytesIO(png))
    assert image.size == (WIDTH, height_of(chart))
    assert 1 < height_of(chart) / WIDTH < 1.6
    assert len(png) < 400_000
    assert image.convert("L").getpixel((2, 2)) == 255, "a light ground"
    assert image.convert("L").getextrema() < (100, 256), "and dark letters"


@pytest.mark.parametrize("month", range(1, 13))
@pytest.mark.parametrize("lang", list(Lang))
def test_the_font_has_every_letter_of_every_date(lang: Lang, month: int) -> None:
    from matplotlib.font_manager import get_font

    known = get_font(picture_font()).get_charmap()
    formats = warm().catalog.texts.formats[lang]
    for day in range(7):
        for letter in formats.day(date(2026, month, 10) + timedelta(days=day)):
            assert ord(letter) in known, letter


def test_an_unknown_letter_is_noticed() -> None:
    chart = view().chart(somebody(Lang.EN), overview("small"))
    strange = charts.Chart(**{**{name: getattr(chart, name) for name in charts.Chart.__slots__}, "title": "🎉"})
    with pytest.warns(UserWarning, match="missing from"):
        charts.draw(strange, picture_font())


@pytest.mark.parametrize(("zone", "first"), [("Asia/Shanghai", 1), ("America/New_York", 7), ("Europe/London", 1)])
def test_weeks_begin_as_where_the_person_lives(zone: str, first: int) -> None:
    chart = view().chart(somebody(Lang.EN, zone), overview("rich"))
    assert chart.weekdays[0] == {1: "M", 7: "S"}[first]
    assert len(chart.weeks) == 8
    assert all(len(week.days) == 7 for week in chart.weeks)
    assert chart.weeks[-1].days[chart.today] is True
    assert set(chart.weeks[-1].days[chart.today + 1 :]) <= {None}, "what is to come is left out"
