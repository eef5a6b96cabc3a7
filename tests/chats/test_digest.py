"""The manager's digest: on demand, and at 18:00 of the manager's own clock, once."""

from __future__ import annotations

import asyncio

import pytest

from bot.storage.tables import memberships, pushes
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.test_drill import finish
from tests.chats.test_odd_updates import callback
from tests.chats.test_teams import join, new_team
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def team(world: World) -> tuple[Person, Person, Person]:
    """A manager in Shanghai with two reps."""
    boss = await world.person("陈经理", "zh-hans", onboarded=True)
    zhou = await world.person("小周", "zh-hans", onboarded=True)
    odd = await world.person("<b>&", "en", onboarded=True)
    await new_team(boss, "华东")
    await join(boss, zhou)
    await join(boss, odd)
    await boss.news()
    return boss, zhou, odd


def digests(said: list[Message]) -> list[Message]:
    """The digests among some messages."""
    return [one for one in said if "华东 · " in one.text]


async def test_on_demand_it_tells_who_trained(world: World) -> None:
    boss, zhou, _ = await team(world)
    (said,) = await boss.send("/digest")
    assert "小周" in said.text
    assert "<b>&" in said.text
    assert "▸" not in said.text
    await finish(zhou, await zhou.send("/drill"))
    (said,) = await boss.send("/digest")
    assert "1" in said.text
    (line,) = [one for one in said.text.splitlines() if one.startswith("▸")]
    assert "小周" in line
    assert boss.text("team.digest_questions", questions=5, right=5) in line


async def test_an_empty_team(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await new_team(boss, "North")
    (said,) = await boss.send("/digest")
    assert said.text == boss.text("team.digest_empty", team="North")
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert await boss.news() == [], "nobody is told every evening that nobody is there"


async def test_it_comes_at_eighteen_once(world: World) -> None:
    boss, zhou, odd = await team(world)
    await finish(odd, await odd.send("/drill"), right=False)
    await world.jump("2026-01-05 17:59", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    (said,) = digests(await boss.news())
    assert "▸ <b>&" in said.text
    assert "小周" in said.text
    for _ in range(3):
        world.app.jobs.tick()
    await asyncio.sleep(0)
    await world.jump("2026-01-05 21:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    assert [one for one in await zhou.news() if "华东" in one.text] == []
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1
    assert len([row for row in await world.rows(pushes) if row["kind"] == "digest"]) == 2


async def test_it_follows_the_manager_to_another_zone(world: World) -> None:
    boss, _, _ = await team(world)
    await boss.send("/settings")
    await boss.press("时区")
    await boss.press("伦敦")
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 18:00", "Europe/London")
    assert len(digests(await boss.news())) == 1


async def test_it_counts_the_day_of_each_member(world: World) -> None:
    """The manager's date is asked for; a member's exercise counts for the member's own date."""
    boss, zhou, _ = await team(world)
    await world.jump("2026-01-06 00:30", "Asia/Shanghai")
    await finish(zhou, await zhou.send("/drill"))
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    (said,) = digests(await boss.news())
    assert "▸ 小周" in said.text


async def test_one_that_is_late_past_midnight_does_not_come(world: World) -> None:
    boss, _, _ = await team(world)
    await world.jump("2026-01-06 00:30", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_one_that_is_late_on_the_same_evening_does(world: World) -> None:
    boss, _, _ = await team(world)
    await world.jump("2026-01-05 22:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_a_manager_who_blocked_the_bot_gets_none(world: World) -> None:
    boss, _, _ = await team(world)
    await boss.block()
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert [row for row in await world.rows(pushes) if row["kind"] == "digest"] == []
    await boss.unblock()
    await world.jump("2026-01-06 18:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1


async def test_the_manager_chooses_the_time_or_none(world: World) -> None:
    boss, _, _ = await team(world)
    await boss.send("/team")
    await boss.press("日报时间 18:00")
    (card,) = await boss.press("21:00")
    assert any("21:00" in label for label in card.labels)
    await world.jump("2026-01-05 18:00", "Asia/Shanghai")
    assert digests(await boss.news()) == []
    await world.jump("2026-01-05 21:00", "Asia/Shanghai")
    assert len(digests(await boss.news())) == 1
    await boss.send("/team")
    await boss.press("日报时间 21:00")
    (card,) = await boss.press("不用推送")
    assert any("不推送" in label for label in card.labels)
    await world.jump("2026-01-06 21:30", "Asia/Shanghai")
    assert digests(await boss.news()) == []


async def test_only_a_leader_sets_a_digests_time(world: World) -> None:
    boss, zhou, _ = await team(world)
    await boss.send("/team")
    (card,) = await boss.press("日报时间 18:00")
    stolen = card.button("21:00").data
    before = await world.rows(memberships)
    await world.feed(callback_query=callback(zhou, stolen, number=1))
    assert zhou.text("team.not_yours") in [one.text for one in await zhou.news()]
    assert await world.rows(memberships) == before
