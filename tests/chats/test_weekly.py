"""The week's digest: once, with a picture, and whom to coach; each button does what it says."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.base.language import Lang
from bot.storage.tables import memberships, pushes, teams, unanswered
from tests.chats.person import Person
from tests.chats.tallied import answered, played
from tests.chats.team import team_of
from tests.chats.test_digest import team, trained
from tests.chats.test_odd_updates import callback
from tests.chats.warm import warm
from tests.chats.world import World

pytestmark = pytest.mark.anyio
FRIDAY = ("2026-01-09 18:00", "Asia/Shanghai")


async def months(world: World, zhou: Person, odd: Person) -> None:
    """One who has risen, one who never asks for the consequences; and a question that nearly everybody got wrong."""
    await answered(world, zhou, "trust", 6, 30, days_ago=40)
    await answered(world, zhou, "trust", 28, 30, days_ago=5)
    await answered(world, odd, "quoting", 1, 4, days_ago=2, item="spin-003")
    await played(world, odd, 6)


async def test_it_comes_on_friday_in_the_place_of_the_days(world: World) -> None:
    boss, zhou, odd = await team(world)
    await world.jump("2026-01-08 19:00", "Asia/Shanghai")
    await boss.news()
    await months(world, zhou, odd)
    await world.jump(*FRIDAY)
    picture, advice = await boss.news()
    assert "photo" in picture.raw
    assert "这一周" in picture.text
    assert boss.text("digest.done_roleplays", count=6, best=0).split("，")[0] in picture.text
    assert "小周的“建立信任”上来了：之前 30 次对 6，最近 30 次对 28" in picture.text
    assert "4 次错 3 次" in picture.text
    assert max(size["width"] for size in picture.raw["photo"]) == 1080
    assert "最近 6 场过招，一场都没" in advice.text
    assert [one for one in advice.labels if "表扬" in one] == ["2 👏 表扬"]
    for _ in range(3):
        world.app.jobs.tick()
    await world.settle()
    assert await boss.news() == []
    kinds = [row["kind"] for row in await world.rows(pushes, pushes.c.user_id == boss.id)]
    assert sorted(kinds) == ["digest", "weekly"], "the day's digest is not sent beside it"
    await world.jump("2026-01-16 18:00", "Asia/Shanghai")
    assert any("这一周" in one.text for one in await boss.news())


async def test_a_restart_sends_no_second_one_and_loses_none(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.app.stop()
    world.clock.jump_to(world.now.replace(day=9, hour=10, minute=5))
    await world.start_bot()
    assert len([one for one in await boss.news() if "这一周" in one.text]) == 1
    await world.restart_bot()
    assert await boss.news() == []


async def test_without_anything_it_is_quiet(world: World) -> None:
    boss, _, _ = await team(world)
    await world.jump(*FRIDAY)
    assert await boss.news() == []


async def test_without_figures_there_is_no_picture(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.jump(*FRIDAY)
    (said,) = await boss.news()
    assert "photo" not in said.raw
    assert "▸ 小周" in said.text
    (card,) = (await boss.press("热力图"))[-1:]
    assert card.text == boss.text("digest.no_heat", team="华东")


async def test_the_picture_and_the_suggestions_on_demand(world: World) -> None:
    boss, zhou, odd = await team(world)
    await months(world, zhou, odd)
    await boss.send("/digest")
    (picture,) = await boss.press("热力图")
    assert "photo" in picture.raw
    assert "“报价”" not in picture.text, "four questions are too few to name"
    (advice,) = await boss.press("先带谁", on=picture)
    assert "<b>& · " in advice.text
    (person,) = await boss.press("1 详情", on=advice)
    assert person.text.startswith("<b>&")


async def test_nothing_to_suggest(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await boss.send("/digest")
    (said,) = await boss.press("先带谁")
    assert said.text == boss.text("coaching.none", team="华东")


async def test_praise_reaches_the_rep_once_a_day(world: World) -> None:
    boss, zhou, odd = await team(world)
    await months(world, zhou, odd)
    await zhou.news()
    await boss.send("/digest")
    (advice,) = await boss.press("先带谁")
    (said,) = await boss.press("表扬", on=advice)
    assert said.text == boss.text("coaching.sent", name="小周")
    (told,) = await zhou.news()
    assert told.text == zhou.text("coaching.praised", host="陈经理", skill="建立信任", team="华东")
    (said,) = await boss.press("表扬", on=advice)
    assert said.text == boss.text("coaching.sent_today", name="小周")
    assert await zhou.news() == []
    (again,) = await boss.press("先带谁")
    assert "小周" not in again.text, "nobody is praised twice for the same"


async def test_praise_that_cannot_be_given(world: World) -> None:
    boss, zhou, odd = await team(world)
    await months(world, zhou, odd)
    for number, (skill, told) in enumerate((("spin", "gone"), ("nonsense", "gone"), ("", "gone")), 1):
        await world.feed(callback_query=callback(boss, f"dg:praise:1:{zhou.id}:{skill}", number=number))
        assert (await boss.last()).text == boss.text(f"coaching.{told}", name="小周")
    await zhou.block()
    await world.feed(callback_query=callback(boss, f"dg:praise:1:{zhou.id}:trust", number=7))
    assert (await boss.last()).text == boss.text("coaching.away", name="小周")
    await world.feed(callback_query=callback(boss, "dg:praise:1:424242:trust", number=8))
    assert (await boss.last()).text == boss.text("drilldown.not_visible")


async def test_what_waits_from_the_field_is_news(world: World) -> None:
    boss, zhou, _ = await team(world)
    row = {"user_id": zhou.id, "team_id": 1, "said": "太贵了", "status": "open", "asked_at": world.now}
    await world.run(sa.insert(unanswered).values(row))
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    (said,) = await boss.news()
    assert boss.text("digest.unanswered", count=1) in said.text
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert await boss.news() == [], "the same is not news twice"


async def test_whose_results_are_still_their_own(world: World) -> None:
    boss, zhou, odd = await team(world)
    await months(world, zhou, odd)
    later = world.now.replace(month=2)
    await world.run(sa.update(memberships).where(memberships.c.user_id == zhou.id).values(view_from=later))
    (said,) = await boss.send("/digest")
    assert "小周" not in said.text
    assert boss.text("digest.hidden", count=1) in said.text
    for action in ("heat", "coach"):
        await world.feed(callback_query=callback(boss, f"dg:{action}:1", number=len(action)))
        assert "小周" not in (await boss.last()).text
    await world.run(sa.update(memberships).where(memberships.c.role == "rep").values(view_from=later))
    assert (await boss.send("/digest"))[-1].text == boss.text("digest.hidden_all", team="华东")


async def test_many_teams_are_offered_to_choose_from(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    for name in ("North", "South", "East", "West"):
        await boss.send("/team")
        await boss.press("Set up a team")
        await boss.send(name)
    (said,) = await boss.send("/digest")
    assert said.labels == ("North", "South", "East", "West")
    (one,) = await boss.press("East")
    assert one.text == boss.text("digest.empty", team="East")


async def test_a_closed_team_has_no_digest(world: World) -> None:
    boss, zhou, _ = await team(world)
    await trained(zhou)
    await world.run(sa.update(teams).values(archived_at=world.now))
    await world.jump(*FRIDAY)
    assert await boss.news() == []
    assert [row["next_weekly_at"] for row in await world.rows(memberships)] == [None, None, None]


def test_every_check_that_is_suggested_has_its_words() -> None:
    catalog = warm().catalog
    for rule in catalog.rubric.checks:
        name = f"coaching.check_{rule.id.replace('.', '_')}"
        assert catalog.texts.has(name) is (rule.weight >= 4 and rule.id != "deal.advance"), rule.id


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_somebody_who_trains_less_can_be_given_a_way_back(world: World, language: str) -> None:
    """Every suggestion has a button that acts: here the unit of the skill that went worst, two presses away."""
    boss, rep, _ = await team_of(world, language)
    for day in range(20, 30):
        await answered(world, rep, "spin", 1, 2, days_ago=day)
        await answered(world, rep, "trust", 2, 2, days_ago=day)
    await rep.news()
    await boss.send("/digest")
    (advice,) = await boss.press(boss.text("button.digest_coach"))
    unit = warm().catalog.curriculum.units["spin"].title[Lang(boss.lang)]
    assert unit in advice.text
    assert boss.text("button.coach_assign", number=1) in advice.labels
    (asked,) = await boss.press(boss.text("button.coach_assign", number=1), on=advice)
    assert asked.text.startswith(unit)
    (confirm,) = await boss.press(asked.labels[0], on=asked)
    await boss.press(boss.text("button.assignment_give"), on=confirm)
    (told,) = await rep.news()
    assert unit in told.text and rep.text("button.assignment_start") in told.labels
    (later,) = await boss.press(boss.text("button.digest_coach"))
    assert later.text == boss.text("coaching.none", team="North"), "left to do it"
