"""What a role-play leaves behind: better than last time or not, tomorrow's drill, the next customer, the rank."""

from __future__ import annotations

import pytest

from bot.base.paths import content_dir
from bot.storage.tables import drill_items, scorecards
from tests.chats.message import Message
from tests.chats.person import Person
from tests.chats.playing import PRINCIPAL, begin, card_of
from tests.chats.warm import warm, warm_for_roleplay
from tests.chats.world import World

pytestmark = pytest.mark.anyio

BOTH = pytest.mark.parametrize("language", ["zh-hans", "en"])


@pytest.fixture(autouse=True)
def _trained() -> None:
    warm_for_roleplay()


async def play(rep: Person, plan: str) -> Message:
    """The principal after one of the plans; gives the scorecard."""
    path = content_dir() / "scenarios" / PRINCIPAL / "plans" / f"{plan}.{rep.lang}.txt"
    await begin(rep)
    for line in path.read_text(encoding="utf-8").splitlines():
        card = card_of(await rep.send(line), rep)
        if card is not None:
            return card
    (stop,) = await rep.press(rep.text("button.roleplay_stop"))
    card = card_of(await rep.press(rep.text("button.roleplay_drop"), on=stop), rep)
    assert card is not None
    return card


@BOTH
async def test_better_than_last_time_and_what_follows(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    await play(rep, "mediocre")
    (first,) = await world.rows(scorecards)
    weakest = first["body"]["weakest"]
    assert weakest in warm().catalog.curriculum.skills
    # The next customer trains it, and so does the next drill.
    (menu,) = await rep.send("/roleplay")
    assert warm().catalog.curriculum.skills[weakest].title["zh" if rep.lang == "zh" else "en"] in menu.text
    world.pass_time(days=1)
    await rep.send("/drill")
    asked = [warm().catalog.items[row["item_id"]].skill for row in await world.rows(drill_items)]
    assert asked.count(weakest) * 2 >= len(asked), (weakest, asked)
    card = await play(rep, "win")
    second = (await world.rows(scorecards, scorecards.c.total > first["total"]))[0]
    gained = second["total"] - first["total"]
    shown = rep.text(
        "roleplay.card",
        ending=rep.text("roleplay.ending_advance"),
        total=second["total"],
        previous=first["total"],
        best=None,
        gone=None,
        priorities=(),
        skills=(),
        hints=0,
        level="",
        moved="",
    ).splitlines()[0]
    assert shown in card.text
    assert str(gained) in shown


@BOTH
async def test_a_role_play_passed_counts_towards_the_rank(world: World, language: str) -> None:
    rep = await world.person("Li", language, onboarded=True)
    await play(rep, "win")
    assert [row["passed"] for row in await world.rows(scorecards)] == [True]
    (shown,) = await rep.send("/progress")
    (words,) = await rep.press(rep.text("button.progress_text"), on=shown)
    assert rep.text("rank.plays", have=1, need=1, met=True) in words.text
