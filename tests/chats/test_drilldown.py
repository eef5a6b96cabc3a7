"""From the team to a person, a skill, a role-play and back, in one message; and for nobody else's eyes."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from bot.storage.tables import memberships, scorecards
from tests.chats.person import Person
from tests.chats.tallied import answered, played
from tests.chats.test_digest import team, trained
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_all_the_way_down_and_back(world: World) -> None:
    boss, zhou, odd = await team(world)
    await answered(world, zhou, "trust", 6, 10, days_ago=5)
    await played(world, zhou, 8)
    await trained(odd)
    await boss.send("/digest")
    (roster,) = await boss.press("一个个看")
    lines = roster.text.splitlines()
    assert lines[2].startswith("▸ 小周　练了 2 天")
    assert lines[3].startswith("▸ <b>&　练了 1 天 · 练得还少")
    (person,) = await boss.press("小周", on=roster)
    assert person.id == roster.id, "one message, edited"
    assert "10 题对 6 题；过招 8 场" in person.text
    assert next(one for one in person.labels if "建立信任" in one) == "建立信任 23"
    (skill,) = await boss.press("建立信任", on=person)
    assert "做题：10 题对 6 题" in skill.text
    assert "8 场里 0 场做到" in skill.text
    assert skill.id == roster.id
    (asked,) = await boss.press("布置这一项", on=skill)
    assert asked.id != skill.id and "小周" in asked.text and "建立信任" in asked.text
    (person,) = await boss.press("返回这个人", on=skill)
    (log,) = await boss.press("过招（8）", on=person)
    assert "1/2" in log.text
    (older,) = await boss.press("更早的", on=log)
    assert "2/2" in older.text
    (play,) = await boss.press("1. ", on=older)
    assert boss.text("roleplay.ending_given_up") in play.text
    assert "…" not in play.text.replace("……", ""), "none of the words"
    (log,) = await boss.press("全部过招", on=play)
    (person,) = await boss.press("返回这个人", on=log)
    (roster,) = await boss.press("返回团队", on=person)
    assert roster.text.splitlines() == lines


async def test_somebody_who_has_done_nothing(world: World) -> None:
    boss, _, _ = await team(world)
    await boss.send("/digest")
    await boss.press("一个个看")
    (person,) = await boss.press("小周")
    assert "还没开始练。" in person.text
    assert person.labels == ("‹ 返回团队",)


async def test_somebody_who_has_stopped(world: World) -> None:
    boss, zhou, _ = await team(world)
    await answered(world, zhou, "trust", 6, 10, days_ago=60)
    await boss.send("/digest")
    await boss.press("一个个看")
    (person,) = await boss.press("小周")
    assert "没有练。上一次是 11月6日" in person.text


async def paths(world: World, zhou: Person) -> list[str]:
    """Every screen about somebody, as its button's data."""
    (mark, *_) = await world.rows(scorecards)
    who = f"1:{zhou.id}"
    return [
        "dd:open:1",
        "dd:team:1:0",
        f"dd:show:{who}",
        f"dd:person:{who}",
        f"dd:skill:{who}:trust",
        f"dd:log:{who}:0",
        f"dd:play:{who}:{mark['roleplay_id']}",
        "dg:open:1",
        "dg:heat:1",
        "dg:coach:1",
        f"dg:praise:{who}:trust",
        "dg:when:1",
        "dg:at:1:600",
        "dg:on:1:1",
    ]


async def test_nobody_else_sees_anything(world: World) -> None:
    """Colleagues, the leader of another team and strangers read the same as for a team that does not exist."""
    _, zhou, odd = await team(world)
    await played(world, zhou, 1)
    await answered(world, zhou, "trust", 9, 9, days_ago=1)
    eve = await world.person("Eve", "en", onboarded=True)
    await new_team(eve, "Elsewhere")
    before = await world.rows(memberships)
    for number, data in enumerate(await paths(world, zhou), 1):
        for person in (eve, odd, zhou):
            await world.feed(callback_query=callback(person, data, number=number * 10 + person.id % 10))
            assert (await person.last()).text == person.text("team.not_yours"), data
            await world.feed(callback_query=callback(person, data.replace(":1", ":77", 1), number=number * 1000))
            assert (await person.last()).text == person.text("team.not_yours"), data
    assert await world.rows(memberships) == before


async def test_no_way_to_somebody_through_a_team_of_ones_own(world: World) -> None:
    boss, zhou, _ = await team(world)
    await played(world, zhou, 1)
    (mark,) = await world.rows(scorecards)
    eve, rep = [await world.person(name, "en", onboarded=True) for name in ("Eve", "Rep")]
    await new_team(eve, "Elsewhere")
    await join(eve, rep)
    forged = (
        f"dd:person:2:{zhou.id}",
        f"dd:skill:2:{zhou.id}:trust",
        f"dd:log:2:{zhou.id}:0",
        f"dd:play:2:{zhou.id}:{mark['roleplay_id']}",
        f"dd:person:2:{boss.id}",
        f"dd:person:2:{eve.id}",
        "dd:person:2:1",
    )
    for number, data in enumerate(forged, 1):
        await world.feed(callback_query=callback(eve, data, number=number))
        assert (await eve.last()).text == eve.text("drilldown.not_visible"), data
    await world.feed(callback_query=callback(eve, f"dd:play:2:{rep.id}:{mark['roleplay_id']}", number=90))
    assert (await eve.last()).text == eve.text("drilldown.gone"), "somebody else's role-play"


async def test_who_has_left_or_is_not_shown_yet(world: World) -> None:
    boss, zhou, odd = await team(world)
    await answered(world, zhou, "trust", 9, 9, days_ago=1)
    await boss.send("/digest")
    (roster,) = await boss.press("一个个看")
    later = world.now.replace(month=2)
    await world.run(sa.update(memberships).where(memberships.c.user_id == zhou.id).values(view_from=later))
    (said,) = await boss.press("小周", on=roster)
    assert said.text == boss.text("drilldown.not_visible")
    await world.run(sa.delete(memberships).where(memberships.c.user_id == odd.id))
    (said,) = await boss.press("<b>&", on=roster)
    assert said.text == boss.text("drilldown.not_visible")


@pytest.mark.parametrize(
    "data", ["dd:team:1:99", "dd:team:1:x", "dd:team:1", "dd:open", "dd:", "dd:skill:1", "dd:play:1:2:3:4", "dd:gone:1"]
)
async def test_odd_data(world: World, data: str) -> None:
    boss, _, _ = await team(world)
    (shown,) = await boss.send("/help")
    await world.feed(callback_query=callback(boss, data, number=1, message_id=shown.id))
    (said,) = await boss.news()
    assert said.text.startswith("华东　") or said.text in {
        boss.text(name) for name in ("team.not_yours", "drilldown.not_visible")
    }
