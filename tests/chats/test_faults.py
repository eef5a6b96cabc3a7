"""Telegram stumbles; the conversation goes on in order, and nothing comes twice or never."""

from __future__ import annotations

import pytest

from tests.chats.test_drill import finish
from tests.chats.world import World

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize("kind", ["server_error", "drop_before"])
async def test_a_drill_over_a_bad_line(world: World, kind: str) -> None:
    emma = await world.person("Emma", "en", onboarded=True)
    for method in ("sendPoll", "sendMessage"):
        fault = {"kind": kind, "method": method, "count": 1}
        (await world.page.post("/control/faults", json=fault)).raise_for_status()
    said = await finish(emma, await emma.send("/drill"))
    assert "▶️ 5 more" in said[-1].labels
    questions = [one.text.partition("/")[0] for one in await emma.messages() if one.is_quiz]
    assert questions == ["1", "2", "3", "4", "5"]
