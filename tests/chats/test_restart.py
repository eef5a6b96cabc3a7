"""The bot stops and starts in the middle of a conversation: nobody notices."""

from __future__ import annotations

import pytest

from bot.storage.tables import review_logs
from tests.chats.test_drill import finish
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_between_the_questions_of_onboarding(world: World) -> None:
    emma = await world.person("Emma", "en")
    await emma.start()
    await emma.press("English")
    await world.restart_bot()
    await emma.press("London")
    await world.restart_bot()
    await emma.send("7:15")
    await world.restart_bot()
    (card,) = await emma.press("Done")
    assert "07:15" in card.text
    assert "London" in card.text


async def test_between_the_questions_of_a_drill(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    said = await emma.send("/drill")
    for _ in range(2):
        await world.restart_bot()
        said = await emma.answer(said[-1])
    said = await finish(emma, said)
    assert len(await world.rows(review_logs)) == 5
    assert "▶️ 5 more" in said[-1].labels


async def test_what_people_do_while_it_is_down_is_answered_afterwards(world: World) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    (quiz,) = await emma.send("/drill")
    await world.app.stop()
    for path, body in (
        ("vote", {"message_id": quiz.id, "option_ids": await emma.solution(quiz)}),
        ("send", {"text": "/help"}),
        ("send", {"text": "/settings"}),
    ):
        (await world.page.post(f"/api/chats/{emma.id}/{path}", json=body)).raise_for_status()
    await world.start_bot()
    said = [one for one in await emma.news() if one.id != quiz.id]
    assert said[0].text.startswith("2/5")
    assert [one.text.splitlines()[0] for one in said[1:]] == [
        emma.text("help.main").splitlines()[0],
        emma.text("settings.summary", language="", zone="", clock="", days="", time="").splitlines()[0],
    ]


async def test_a_team_being_named(world: World) -> None:
    boss = await world.person("Boss", "en", onboarded=True)
    await boss.send("/team")
    await boss.press("Set up a team")
    await world.restart_bot()
    said = await boss.send("North")
    assert "“North”" in said[0].text
