"""The polling receiver: nothing is acknowledged before it is kept, and nothing stops it for good."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
import structlog
from structlog.testing import capture_logs
from telegram import Update

from bot.delivery.application import build_application
from bot.delivery.context import UnitContext
from bot.delivery.outgoing import text
from bot.delivery.polling import Polling
from bot.delivery.updates import head_of
from bot.storage.tables import inbox
from tests.delivery.house import House, message, pressed

pytestmark = pytest.mark.anyio


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat after a short pause only."""
    monkeypatch.setattr("bot.delivery.polling.LONGEST_PAUSE", 0.05)


@pytest.fixture
def logs() -> Iterator[list[Any]]:
    """What is logged."""
    structlog.reset_defaults()
    with capture_logs() as lines:
        yield lines


async def echo(update: Update, context: UnitContext) -> None:
    """Say it again."""
    assert update.effective_chat is not None and update.effective_message is not None
    chat_id, words = update.effective_chat.id, update.effective_message.text or ""
    await context.unit(lambda tx: tx.send(text(chat_id, words)))


async def test_what_could_not_be_kept_is_fetched_again(house: House) -> None:
    person = await house.person()
    house.handler = echo
    failures = 2

    async def receive(updates: Sequence[Mapping[str, Any]]) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise OSError("disk full")
        await house.delivery.receive(updates)

    polling = Polling(house.application.bot, receive, long_poll=1)
    polling.start()
    await house.until(lambda: house.texts(person), 1)
    await polling.stop()
    await house.delivery.idle()
    assert await house.texts(person) == ["/start"]
    assert len(await house.rows(inbox)) == 1


async def test_errors_of_the_network_are_survived(house: House) -> None:
    person = await house.person()
    house.handler = echo
    await house.fault("server_error", count=2, method="getUpdates")
    await house.fault("drop_before", count=1, method="getUpdates")
    await house.fault("too_many_requests", count=1, method="deleteWebhook", retry_after=1)
    async with house.polling():
        await house.until(lambda: house.texts(person), 1)


async def test_a_webhook_of_an_earlier_life_is_taken_away(house: House) -> None:
    person = await house.person()
    house.handler = echo
    await house.application.bot.call("setWebhook", {"url": "http://127.0.0.1:1/hook"})
    async with house.polling():
        await house.until(lambda: house.texts(person), 1)


async def test_a_second_copy_is_told_in_clear_words(house: House, logs: list[Any]) -> None:
    async with house.polling(), house.polling():
        await house.until(lambda: _refusals(logs), 1)
    assert "Another copy of this bot" in logs[0]["hint"] or any("Another copy" in line.get("hint", "") for line in logs)


async def test_a_wrong_token_is_told_in_clear_words(house: House, logs: list[Any]) -> None:
    application = build_application("4242:WRONG", UnitContext, api_url=house.playground.url)
    async with application.bot._request[0], application.bot._request[1]:  # the bot itself cannot be initialized
        polling = Polling(application.bot, house.delivery.receive)
        polling.start()
        await house.until(lambda: _refusals(logs), 1)
        await polling.stop()
    assert any("BOT_TOKEN" in line["hint"] for line in await _refusals(logs))
    assert not any("WRONG" in str(line) for line in logs)


async def _refusals(logs: list[Any]) -> list[Any]:
    return [line for line in logs if line["event"] == "polling_refused"]


@pytest.mark.parametrize(
    ("raw", "route_id", "expects"),
    [
        (message(1, 5), 5, True),
        (pressed(1, 5), 5, True),
        ({"update_id": 1, "poll_answer": {"poll_id": "p", "user": {"id": 8}, "option_ids": []}}, 8, True),
        ({"update_id": 1, "callback_query": {"id": "q", "from": {"id": 8}, "inline_message_id": "i"}}, 8, True),
        ({"update_id": 1, "my_chat_member": {"chat": {"id": -3}, "from": {"id": 8}}}, -3, False),
        ({"update_id": 1, "edited_message": {"chat": {"id": 4}, "from": {"id": 8}}}, 4, False),
        ({"update_id": 1, "poll": {"id": "p"}}, 0, False),
        ({"update_id": 1}, 0, False),
    ],
)
def test_every_update_has_a_route(raw: dict[str, Any], route_id: int, expects: bool) -> None:
    head = head_of(raw)
    assert (head.update_id, head.route_id, head.expects_answer) == (1, route_id, expects)
