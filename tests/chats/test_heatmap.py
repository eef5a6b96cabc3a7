"""The picture and its caption: any name, any number of people, never too long, never a letter that the font lacks."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PIL import Image

from bot.base.language import Lang
from bot.base.paths import picture_font
from bot.delivery.outgoing import Outgoing
from bot.services.digests import MOST_ROWS, Digest, Heat
from bot.services.streaks import AtRisk
from bot.storage.queries.digests import Done, Work
from bot.storage.queries.people import Person
from bot.storage.queries.teams import Team
from bot.training.trends import Cell, Change, Count, Gain, Hard
from bot.views import heatmap
from bot.views.digest import DigestView
from bot.views.heatmap import shade
from bot.views.names import cut, drawn
from bot.views.pen import legible
from tests.chats.test_picture import somebody
from tests.chats.warm import warm

NOW = datetime(2026, 1, 9, 10, tzinfo=UTC)
NAMES = ("李薇", "Zoë Çağrı", "🦉🎉", "عمر", "龘", "<b>&", "W" * 64, "欧" * 64, "\u202eevil", "$x^2$", "A\nB")


def view() -> DigestView:
    return DigestView(warm().catalog.texts, warm().catalog.curriculum)


def team(name: str = "华东 <一> & 组") -> Team:
    return Team(id=1, name=name, created_by=1, created_at=NOW, archived_at=None, view_after_days=0)


def crowd(lang: Lang, number: int) -> list[Person]:
    return [replace(somebody(lang), id=at, first_name=NAMES[at % len(NAMES)], username=None) for at in range(number)]


def cells(number: int) -> dict[str, Cell]:
    skills = list(warm().catalog.curriculum.skills)
    return {
        skill: Cell(skill, Count((at * number) % 30, 30), Count(), Count(15, 30)) for at, skill in enumerate(skills)
    }


def heat(lang: Lang, number: int, *, skills: int = 12) -> Heat:
    shown = tuple((person, cells(at)) for at, person in enumerate(crowd(lang, number)))
    return Heat(team(), date(2026, 1, 9), tuple(warm().catalog.curriculum.skills)[:skills], shown, more=480, few=3)


def digest(lang: Lang, number: int, *, weekly: bool) -> Digest:
    everybody, item = crowd(lang, number), warm().catalog.drill_items[0]
    done = Done(1000, 999, 99, 100, 7)
    return Digest(
        team=team("大" * 64),
        weekly=weekly,
        since=NOW,
        day=NOW.date(),
        hidden=12,
        trained=tuple((person, done) for person in everybody[: number // 2]),
        absent=tuple(everybody[number // 2 :]),
        at_risk=tuple(AtRisk(person, 400) for person in everybody[:3]),
        gain=(everybody[6 % number], Gain(1, cells(7)["spin"])),
        hardest=((item, Hard(item.id, 99, 100)),) * 2,
        unanswered=123,
        fresh_unanswered=True,
        work=Work(12, 34),
        expected=True,
        lately=True,
    )


def length(call: Outgoing) -> int:
    """As Telegram counts at most: markup too."""
    return len(str(call.params.get("caption") or call.params.get("text")).encode("utf-16-le")) // 2


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize(("number", "skills"), [(1, 1), (5, 7), (MOST_ROWS, 12)])
def test_the_picture(lang: Lang, number: int, skills: int) -> None:
    picture = view().picture(somebody(lang), heat(lang, number, skills=skills), picture_font())
    assert picture is not None
    png = heatmap.draw(picture, picture_font())
    image = Image.open(io.BytesIO(png))
    assert image.size == (heatmap.WIDTH, heatmap.height_of(picture))
    assert sum(image.size) < 10_000, "more is no photo for Telegram"
    assert len(png) < 600_000


@pytest.mark.parametrize("name", NAMES)
def test_every_name_can_be_drawn(name: str) -> None:
    from matplotlib.font_manager import get_font

    known = get_font(picture_font()).get_charmap()
    shown = drawn(replace(somebody(Lang.ZH), first_name=name, last_name=None, username="li_wei"), picture_font())
    assert shown
    assert all(ord(char) in known for char in shown)
    assert sum(2 if ord(char) >= 0x2E80 else 1 for char in shown) <= 15


def test_names_stay_themselves_as_far_as_they_can() -> None:
    assert legible("李薇 🎉", picture_font()) == "李薇"
    assert legible("Çağrı", picture_font()).startswith("Ca") or legible("Çağrı", picture_font()).startswith("Ça")
    assert drawn(replace(somebody(Lang.ZH), first_name="🎉", last_name=None, username=None), picture_font()) == "□"
    assert cut("赵晓琳", 6) == "赵晓琳"
    assert cut("赵晓琳", 5) == "赵…"


def test_nothing_to_draw() -> None:
    empty = replace(heat(Lang.EN, 3), skills=())
    assert view().picture(somebody(Lang.EN), empty, picture_font()) is None
    assert view().drawn(somebody(Lang.EN), empty) is None


def test_darker_is_more_and_light_enough_to_read() -> None:
    levels = [sum(int(shade(percent)[at : at + 2], 16) for at in (1, 3, 5)) for percent in range(0, 101, 5)]
    assert levels == sorted(levels, reverse=True)
    assert len(set(levels)) == len(levels)


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("number", [2, 12, 500])
def test_no_text_is_too_long(lang: Lang, number: int) -> None:
    person, found = somebody(lang), digest(lang, number, weekly=True)
    assert 0 < length(view().weekly(person, found, b"png")) <= 1024
    assert length(view().weekly(person, found, None)) <= 4096
    assert length(view().daily(person, digest(lang, number, weekly=False))) <= 4096


def test_a_change_is_an_arrow() -> None:
    rising = Cell("spin", Count(29, 30), Count(), Count(5, 30))
    assert rising.change is Change.UP
    (who,) = crowd(Lang.EN, 1)
    one = Heat(team(), NOW.date(), ("spin",), ((who, {"spin": rising}),), 0, 0)
    plain = replace(one, rows=((who, {"spin": replace(rising, before=Count())}),))
    pictures = {view().drawn(somebody(Lang.EN), each) for each in (one, plain)}
    assert len(pictures) == 2
