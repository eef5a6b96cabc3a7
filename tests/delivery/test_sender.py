"""What Telegram's answers do to what is owed: over the playground, with its faults."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest
import sqlalchemy as sa
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.delivery.courier import Call, Courier
from bot.delivery.outbox import enqueue
from bot.delivery.outcomes import Kind, Outcome, outcome_of
from bot.delivery.outgoing import (
    Outgoing,
    PollRef,
    delete,
    document,
    edit,
    edit_markup,
    photo,
    quiz,
    stop_poll,
    text,
)
from bot.delivery.rates import Rates
from bot.delivery.sender import Sender
from bot.storage.queries import delivery as queries
from bot.storage.queries.delivery import OutboxRow
from bot.storage.tables import messages, outbox, polls, users
from tests.delivery.house import BOT_ID, FAST, House

pytestmark = pytest.mark.anyio


async def send(house: House, *calls: Outgoing) -> None:
    """Owe calls in one unit and wait for all of them."""
    await house.delivery.run(lambda tx: tx.send(*calls))
    await house.delivery.idle()


async def outcomes(house: House) -> list[tuple[str, str | None]]:
    """Status and error of every call, in order."""
    return [(row.status, row.error) for row in await house.rows(outbox)]


@pytest.fixture
async def person(house: House) -> int:
    """Somebody who has let the bot in."""
    return await house.person()


async def test_calls_of_a_chat_arrive_in_order_one_at_a_time(house: House) -> None:
    people = [await house.person() for _ in range(3)]
    calls = [text(person, f"{n}") for n in range(12) for person in people]
    await send(house, *calls)
    for person in people:
        assert await house.texts(person) == [str(n) for n in range(12)]


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000002000000020802000000fdd49a730000001249444154789c63fccfc0c0c0c0c4c0c0c0000009"
    "1d0103b9a3f2c10000000049454e44ae426082"
)


async def test_a_picture_arrives_under_its_key(house: House, person: int) -> None:
    await send(house, photo(person, "card.png", PNG, caption_html="<b>72</b>", key="card"))
    (call,) = await house.calls("sendPhoto")
    assert call["ok"], call
    (kept,) = await house.rows(messages)
    assert kept.message_id == call["result"]["message_id"]


async def test_a_file_arrives_and_its_bytes_are_dropped(house: House, person: int) -> None:
    await send(house, document(person, "数据.json", b'{"a": 1}', caption_html="<b>yours</b>"))
    (call,) = await house.calls("sendDocument")
    assert call["ok"] and call["result"]["document"]["file_name"] == "数据.json"
    assert call["result"]["caption"] == "yours"
    (row,) = await house.rows(outbox)
    assert (row.status, row.file_bytes) == ("sent", None)


async def test_a_quiz_binds_its_poll_and_can_be_stopped_by_its_key(house: House, person: int) -> None:
    ref = PollRef("drill", 3)
    await send(house, quiz(person, "Which?", ["a", "b"], [1], explanation_html="<b>b</b>", key="q", poll=ref))
    (poll,) = await house.rows(polls)
    (kept,) = await house.rows(messages)
    assert (poll.chat_id, poll.purpose, poll.ref) == (person, "drill", 3)
    assert kept.message_id == poll.message_id
    await send(house, stop_poll(person, key="q"))
    (stopped,) = await house.calls("stopPoll")
    assert stopped["ok"] and stopped["result"]["is_closed"]
    await send(house, stop_poll(person, key="q"))
    assert await outcomes(house) == [("sent", None)] * 2 + [("sent", None)]


async def test_an_edit_finds_its_message_by_key(house: House, person: int) -> None:
    await send(house, text(person, "one", key="card"), edit(person, "two", key="card"))
    (sent,), (edited,) = await house.calls("sendMessage"), await house.calls("editMessageText")
    assert edited["ok"] and edited["result"]["message_id"] == sent["result"]["message_id"]
    await send(house, edit(person, "three", message_id=sent["result"]["message_id"]))
    assert (await house.calls("editMessageText"))[-1]["result"]["text"] == "three"


async def test_edits_that_wait_are_made_once_with_the_last_words(house: House, person: int) -> None:
    edits = [edit(person, f"step {n}", key="card") for n in range(5)]
    await send(house, text(person, "start", key="card"), *edits, text(person, "after"))
    assert [call["params"]["text"] for call in await house.calls("editMessageText")] == ["step 4"]
    assert await outcomes(house) == [("sent", None), *[("dropped", "Superseded")] * 4, ("sent", None), ("sent", None)]


async def test_edits_of_other_messages_and_kinds_stay_apart(house: House, person: int) -> None:
    await send(house, text(person, "a", key="a"), text(person, "b", key="b"))
    await send(house, edit(person, "a2", key="a"), edit(person, "b2", key="b"), edit_markup(person, None, key="a"))
    assert [call["params"]["text"] for call in await house.calls("editMessageText")] == ["a2", "b2"]
    await send(house, edit(person, "a3", key="a"), delete(person, key="a"), edit(person, "a4", key="a"))
    assert len(await house.calls("deleteMessage")) == 1
    # The first edit gave way to the deletion, the last had nothing left to change.
    assert (await outcomes(house))[-3:] == [("dropped", "Superseded"), ("sent", None), ("failed", "NoMessage")]


async def test_nothing_new_to_say_counts_as_said(house: House, person: int) -> None:
    await send(house, text(person, "same", key="card"), edit(person, "same", key="card"))
    await send(house, edit(person, "lost", message_id=10**6), delete(person, message_id=10**6 + 1))
    assert await outcomes(house) == [("sent", None)] * 4


async def test_a_call_telegram_will_never_take_fails_and_the_next_goes_on(house: House, person: int) -> None:
    await send(house, text(person, "<b>broken"), text(person, "next"))
    assert await outcomes(house) == [("failed", "BadRequest"), ("sent", None)]
    await send(house, Outgoing(chat_id=person, method="sendTelepathy"), text(person, "next"))
    assert (await outcomes(house))[2:] == [("failed", "InvalidToken"), ("sent", None)]


async def test_network_and_server_errors_are_tried_again_in_order(house: House, person: int) -> None:
    await house.fault("server_error", count=1, method="sendMessage")
    await house.fault("drop_before", count=1, method="sendMessage")
    await send(house, text(person, "one"), text(person, "two"))
    assert await house.texts(person) == ["one", "two"]
    (first, _) = await house.rows(outbox)
    assert (first.status, first.tries) == ("sent", 2)


async def test_too_many_requests_are_waited_out(house: House, person: int) -> None:
    other = await house.person()
    await house.fault("too_many_requests", count=1, method="sendMessage", chat_id=person, retry_after=1)
    await send(house, text(person, "late"), text(other, "at once"))
    calls = await house.calls("sendMessage")
    assert [(call["params"]["text"], call["ok"]) for call in calls] == [
        ("late", False),
        ("at once", True),
        ("late", True),
    ]
    assert calls[2]["monotonic"] - calls[0]["monotonic"] >= 1.0


async def test_two_chats_told_to_wait_make_everybody_wait(house: House) -> None:
    one, two, three = [await house.person() for _ in range(3)]
    for person in (one, two):
        await house.fault("too_many_requests", count=1, method="sendMessage", chat_id=person, retry_after=1)
    await house.delivery.run(lambda tx: tx.send(text(one, "1"), text(two, "2")))
    await house.until(lambda: house.calls("sendMessage"), 2)
    await asyncio.sleep(0.1)
    await send(house, text(three, "3"))
    calls = await house.calls("sendMessage")
    refused = max(call["monotonic"] for call in calls if not call["ok"])
    assert all(call["monotonic"] >= refused + 0.9 for call in calls if call["ok"])


async def test_a_person_who_blocks_us_is_left_alone(house: House, person: int) -> None:
    await house.database.run(lambda conn: conn.execute(sa.insert(users).values(**house.user_row(person))))
    (await house.page.post(f"/api/chats/{person}/block", json={"blocked": True})).raise_for_status()
    pushes = [text(person, f"push {n}", push=True) for n in range(3)]
    await send(house, text(person, "hello"), *pushes, text(person, "still"))
    assert await outcomes(house) == [("dropped", "Forbidden")] * 5
    assert len(await house.calls("sendMessage")) == 2
    (user,) = await house.rows(users)
    assert user.blocked_at is not None and user.next_push_at is None


async def test_pushes_go_behind_what_somebody_waits_for(house: House) -> None:
    await house.delivery.stop()
    people = [await house.person() for _ in range(6)]
    delivery = house.new_delivery(Rates(overall=1000, per_chat=1000, burst=1000, in_flight=1))
    await delivery.start()
    await house.fault("slow", count=1, method="sendMessage", seconds=0.4)
    await delivery.run(lambda tx: tx.send(*(text(p, f"push {p}", push=True) for p in people)))
    await asyncio.sleep(0.1)
    await delivery.run(lambda tx: tx.send(text(people[-1], "reply")))
    await delivery.idle()
    words = [call["params"]["text"] for call in await house.calls("sendMessage")]
    # One push was under way; then came the chat where somebody waits, in its own order.
    assert words[:3] == [f"push {people[0]}", f"push {people[-1]}", "reply"]


async def test_a_chat_gets_its_burst_and_then_one_a_second(house: House, person: int) -> None:
    await house.delivery.stop()
    await house.new_delivery(Rates()).start()
    await send(house, *(text(person, f"{n}") for n in range(5)))
    moments = [call["monotonic"] for call in await house.calls("sendMessage")]
    assert moments[3] - moments[0] >= 0.9
    assert moments[4] - moments[3] >= 0.9


async def test_no_more_are_under_way_than_allowed(house: House) -> None:
    await house.delivery.stop()
    people = [await house.person() for _ in range(8)]
    await house.new_delivery(Rates(overall=1000, in_flight=2)).start()
    (await house.page.post("/control/settings", json={"latency": 0.2})).raise_for_status()
    started = time.monotonic()
    await send(house, *(text(p, "x") for p in people))
    assert time.monotonic() - started >= 0.75


async def test_stopping_is_quick_while_something_waits(house: House, person: int) -> None:
    await house.fault("too_many_requests", count=1, method="sendMessage", retry_after=60)
    await house.delivery.run(lambda tx: tx.send(text(person, "later")))
    await house.until(lambda: house.calls("sendMessage"), 1)
    async with asyncio.timeout(5):
        await house.delivery.stop()
    assert await outcomes(house) == [("pending", "RetryAfter")]


async def test_a_group_that_became_a_supergroup_keeps_what_it_is_owed(house: House) -> None:
    await house.delivery.stop()
    await house.delivery.run(lambda tx: tx.send(text(-5, "a", key="k")))
    await house.database.run(lambda conn: queries.save_message(conn, -5, "k", 1, house.clock.now()))
    await house.database.run(lambda conn: queries.move_chat(conn, -5, -1005))
    assert [row.chat_id for row in await house.rows(outbox)] == [-1005]
    assert await house.rows(messages) == []


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: RetryAfter(7), Kind.FLOOD),
        (lambda: ChatMigrated(-100), Kind.MOVED),
        (lambda: Forbidden("Forbidden: bot was blocked by the user"), Kind.BLOCKED),
        (lambda: BadRequest("Message is not modified: specified new message content"), Kind.SENT),
        (lambda: BadRequest("Chat not found"), Kind.FAILED),
        (lambda: InvalidToken("Unauthorized"), Kind.REVOKED),
        (lambda: InvalidToken("Not Found"), Kind.FAILED),
        (lambda: NetworkError("Bad Gateway"), Kind.AGAIN),
        (lambda: TimedOut(), Kind.AGAIN),
    ],
)
def test_errors_are_sorted(make: Callable[[], TelegramError], kind: Kind, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    outcome = outcome_of(make())
    assert outcome.kind is kind
    assert outcome.seconds == (7 if kind is Kind.FLOOD else 0)
    assert outcome.chat_id == (-100 if kind is Kind.MOVED else 0)


class Scripted(Courier):
    """A Telegram that answers as told, then takes everything."""

    script: tuple[Outcome, ...] = ()
    made: tuple[tuple[int, str], ...] = ()

    async def make(self, row: OutboxRow, call: Call) -> Outcome:
        self.made += ((row.chat_id, row.params["text"]),)
        answer, self.script = (self.script[:1] or (Outcome(Kind.SENT, result={}),))[0], self.script[1:]
        return answer


@asynccontextmanager
async def scripted(house: House, *script: Outcome) -> AsyncIterator[tuple[Sender, Scripted]]:
    """A sender over a scripted Telegram, with two calls for one group in its hands."""
    courier = Scripted(house.application.bot, house.database, house.clock)
    courier.script = script
    sender = Sender(courier, FAST)
    calls = (text(-5, "a"), text(-5, "b"))
    sender.add(await house.database.run(lambda conn: enqueue(conn, BOT_ID, calls, house.clock.now())))
    sender.start()
    try:
        yield sender, courier
    finally:
        await sender.stop()


async def test_calls_follow_a_group_to_its_new_id(house: House) -> None:
    async with scripted(house, Outcome(Kind.MOVED, chat_id=-1005)) as (sender, courier):
        await sender.idle()
    assert courier.made == ((-5, "a"), (-1005, "a"), (-1005, "b"))
    assert [(row.chat_id, row.status) for row in await house.rows(outbox)] == [(-1005, "sent")] * 2


async def test_a_refused_token_stops_everything_and_loses_nothing(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.REVOKED_PAUSE", 0.3)
    async with scripted(house, Outcome(Kind.REVOKED, error="InvalidToken")) as (sender, courier):
        await house.until(lambda: _made(courier), 1)
        await asyncio.sleep(0.1)
        assert len(courier.made) == 1
        await sender.idle()
    assert courier.made == ((-5, "a"), (-5, "a"), (-5, "b"))


async def test_an_outcome_the_database_does_not_take_is_asked_for_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.delivery.sender.DATABASE_PAUSE", 0.05)
    failures = iter([True])

    def fail_once(conn: sa.Connection) -> None:
        if next(failures, False):
            raise sa.exc.OperationalError("COMMIT", None, OSError("disk full"))

    async with scripted(house) as (sender, courier):
        sa.event.listen(house.database._engine, "commit", fail_once)  # type: ignore[attr-defined]
        await sender.idle()
    assert courier.made in (
        ((-5, "a"), (-5, "a"), (-5, "b")),  # at least once: the answer came, the mark did not hold
        ((-5, "a"), (-5, "b"), (-5, "b")),
    )


async def _made(courier: Scripted) -> int:
    return len(courier.made)
