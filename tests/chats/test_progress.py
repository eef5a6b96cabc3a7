"""/progress: a picture, the same in words, and a warm word now and then."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date, timedelta

import pytest
from PIL import Image

from bot.storage.tables import drills, review_cards, roleplays, scorecards, users
from tests.chats.training import drill, meet, talk
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def picture(world: World) -> Image.Image:
    """The last photo that was sent, as the server got it."""
    sent = (await world.calls("sendPhoto"))[-1]
    assert sent["ok"]
    file = max(sent["result"]["photo"], key=lambda size: size["width"])
    answer = await world.page.get(f"/api/files/{file['file_id']}")
    return Image.open(io.BytesIO(answer.raise_for_status().content))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
async def test_the_picture_and_the_same_in_words(world: World, language: str) -> None:
    someone = await world.person("Li", language, onboarded=True)
    await drill(someone)
    (shown,) = await someone.send("/progress")
    assert shown.raw["photo"]
    assert someone.text("rank.title_0") in shown.text
    assert "60" in shown.text, "five right answers and a finished drill"
    assert (await picture(world)).width == 1080
    (words,) = await someone.press(someone.text("button.progress_text"))
    for skill in warm().catalog.curriculum.skills.values():
        assert skill.title[someone.lang] in words.text  # type: ignore[index]
    assert someone.text("rank.core", have=0, need=4, level=0, met=False) in words.text


async def test_before_anything_was_done(world: World) -> None:
    emma = await world.person("Emma", "en")
    (words,) = await emma.send("/progress")
    assert emma.text("progress.advice_start") in words.text
    (shown,) = await emma.send("/progress")
    assert shown.raw["photo"]
    assert emma.text("progress.advice_start") in shown.text


async def test_the_first_drill_is_celebrated_once(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    word = emma.text("progress.celebrate_first", number=0, rank="")
    assert any(word in one.text for one in await drill(emma))
    assert all(word not in one.text for one in await drill(emma))
    assert all(word not in one.text for one in await emma.send("/progress"))


async def test_ten_days_in_a_row_are_celebrated_once_for_ever(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await trained_on(world, emma.id, [date(2026, 1, 5) - timedelta(days=n) for n in range(1, 14)])
    word = emma.text("progress.celebrate_streak", number=10, rank="")
    assert any(word in one.text for one in await drill(emma))
    world.pass_time(days=1)
    assert all(word not in one.text for one in await drill(emma))
    assert (await world.user(emma))["preferences"]["celebrated"] == ["first", "streak:10"]


async def trained_on(world: World, user_id: int, days: list[date]) -> None:
    """Drills finished on those dates."""
    rows = [
        {"user_id": user_id, "origin": "push", "status": "done", "local_date": day, "started_at": world.now}
        for day in days
    ]
    await world.run(drills.insert().values(rows))


async def expert(world: World, user_id: int) -> None:
    """Everything that the second rank asks for but one passed role-play."""
    await trained_on(world, user_id, [date(2025, 11, 1) + timedelta(days=n) for n in range(20)])
    catalog = warm().catalog
    core = catalog.curriculum.tracks[0].units
    card = {"user_id": user_id, "state": 2, "step": None, "stability": 900.0, "difficulty": 5.0}
    when = {"due_at": world.now + timedelta(days=300), "reviewed_at": world.now - timedelta(hours=1)}
    known = [one.id for one in catalog.drill_items if one.closed and one.unit in core]
    await world.run(review_cards.insert().values([{**card, **when, "item_id": one} for one in known]))


async def test_a_new_rank_is_kept_told_once_and_never_lost(world: World) -> None:
    warm_for_roleplay()
    emma = await world.person("Emma", "en", onboarded=True)
    await expert(world, emma.id)
    await drill(emma)
    assert (await world.user(emma))["rank"] == 0
    await meet(emma)
    await talk(emma)
    await world.run(scorecards.update().values(passed=True))
    world.pass_time(days=1)
    name = emma.text("rank.title_1")
    assert any(name in one.text for one in await drill(emma))
    assert (await world.user(emma))["rank"] == 1
    await world.run(scorecards.update().values(passed=False))
    (shown,) = await emma.send("/progress")
    assert name in shown.text
    assert "🎉" not in shown.text
    assert len(await world.rows(roleplays)) == 1


async def test_a_kill_in_between_celebrates_no_twice(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await drill(emma)
    await world.restart_bot()
    assert all("🎉" not in one.text for one in await drill(emma))


async def test_the_calendar_of_somebody_in_new_york_begins_on_sunday(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    await world.run(users.update().values(time_zone="America/New_York"))
    await drill(emma)
    (shown,) = await emma.send("/progress")
    (words,) = await emma.press(emma.text("button.progress_text"), on=shown)
    assert "4 Jan" in words.text, "the Sunday before Monday 5 January"


def test_starting_the_bot_does_not_load_the_plotting_library() -> None:
    code = "import sys, bot.app, bot.cli; sys.exit('matplotlib' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
