"""Blocking the bot stops it; unblocking brings it back gently."""

from __future__ import annotations

import pytest

from tests.chats.test_push import SHANGHAI, quizzes, trainee
from tests.chats.world import World

pytestmark = pytest.mark.anyio


async def test_blocking_stops_the_pushes_and_unblocking_resumes_them(world: World) -> None:
    emma = await trainee(world)
    await emma.block()
    row = await world.user(emma)
    assert row["blocked_at"] is not None
    assert row["next_push_at"] is None
    await world.jump("2026-01-06 08:00", SHANGHAI)
    await world.jump("2026-01-07 12:00", SHANGHAI)
    assert [one for one in await world.calls("sendPoll") if not one["ok"]] == []
    assert await emma.unblock() == [], "gently: the next drill comes at its time"
    assert (await world.user(emma))["blocked_at"] is None
    await world.jump("2026-01-08 08:00", SHANGHAI)
    assert len(quizzes(await emma.news())) == 1


async def test_start_lets_the_bot_in_again_with_one_greeting(world: World) -> None:
    emma = await trainee(world)
    await emma.block()
    said = await emma.start()
    assert [one.text for one in said] == [emma.text("onboarding.again", name="Emma")]
    assert (await world.user(emma))["blocked_at"] is None


async def test_a_chat_that_cannot_be_reached_is_noticed_by_the_first_push(world: World) -> None:
    """The news of a block may never arrive: the refusal of a message tells as much."""
    emma = await trainee(world)
    world.block_unseen(emma)
    await world.jump("2026-01-06 08:00", SHANGHAI)
    row = await world.user(emma)
    assert row["blocked_at"] is not None
    assert row["next_push_at"] is None
