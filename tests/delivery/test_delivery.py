"""An update's way through a handler: once, in order, undone when it fails, set aside when it cannot be helped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from telegram import Update

from bot.delivery.context import UnitContext
from bot.delivery.outgoing import File, Outgoing, PollRef, document, quiz, text
from bot.delivery.unit import Tx
from bot.storage.queries import delivery as outbox_queries
from bot.storage.queries import inbox as inbox_queries
from bot.storage.tables import inbox, messages, outbox, polls
from tests.delivery.house import BOT_ID, House, make_house, message, pressed

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sqlite", "postgresql"])
async def house(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[House]:
    """The same house over either database."""
    url = f"sqlite:///{tmp_path / 'dojo.sqlite3'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres_url")
    async with make_house(tmp_path, url) as made:
        yield made


async def echo(update: Update, context: UnitContext) -> None:
    """Say it again."""
    assert update.effective_chat is not None and update.effective_message is not None
    chat_id, words = update.effective_chat.id, update.effective_message.text or ""
    await context.unit(lambda tx: tx.send(text(chat_id, words)))


async def test_an_update_becomes_a_reply_and_is_done(house: House) -> None:
    person = await house.person()
    house.handler = echo
    async with house.polling():
        await house.page.post(f"/api/chats/{person}/send", json={"text": "one"})
        await house.until(lambda: house.texts(person), 2)
        await house.delivery.idle()
    assert await house.texts(person) == ["/start", "one"]
    assert {row.status for row in await house.rows(inbox)} == {"done"}
    assert {row.status for row in await house.rows(outbox)} == {"sent"}


async def test_what_was_received_before_is_not_handled_again(house: House) -> None:
    person = await house.person()
    house.handler = echo
    for _ in range(3):
        await house.delivery.receive([message(5, person)])
    await house.delivery.idle()
    assert await house.texts(person) == ["hello"]


async def test_a_chat_is_handled_in_order_and_chats_side_by_side(house: House) -> None:
    seen: list[tuple[int, int]] = []
    gate = asyncio.Event()

    async def handle(update: Update, context: UnitContext) -> None:
        assert update.effective_chat is not None
        if update.update_id == 1:
            await gate.wait()
        seen.append((update.effective_chat.id, update.update_id))
        if update.update_id == 4:
            gate.set()

    house.handler = handle
    await house.delivery.receive([message(1, 10), message(2, 10), message(3, 20), message(4, 20)])
    await house.delivery.idle()
    assert seen == [(20, 3), (20, 4), (10, 1), (10, 2)]


async def test_a_failing_handler_leaves_nothing_and_is_tried_again(house: House) -> None:
    person = await house.person()
    tries: list[int] = []

    async def handle(update: Update, context: UnitContext) -> None:
        def unit(tx: Tx) -> None:
            tx.send(text(person, f"try {len(tries)}"))
            tries.append(1)
            if len(tries) < 2:
                raise ValueError("boom")

        await context.unit(unit)

    house.handler = handle
    await house.delivery.receive([message(1, person)])
    await house.delivery.idle()
    assert await house.texts(person) == ["try 1"]
    (row,) = await house.rows(inbox)
    assert (row.status, row.tries, row.error) == ("done", 2, None)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Repeat without a pause."""
    monkeypatch.setattr("bot.delivery.inbox.PAUSES", (0.0, 0.0))


@pytest.mark.usefixtures("quick")
async def test_an_update_that_fails_three_times_is_parked_and_its_sender_told(house: House) -> None:
    person = await house.person()
    tries: list[int] = []

    async def handle(update: Update, context: UnitContext) -> None:
        if update.update_id == 1:
            tries.append(1)
            raise ValueError("boom")
        await echo(update, context)

    house.handler = handle
    await house.delivery.receive([message(1, person), message(2, person, "next")])
    await house.delivery.idle()
    assert len(tries) == 3
    assert await house.texts(person) == ["parked", "next"]
    (parked,) = await house.database.read(inbox_queries.parked_updates)
    assert (parked.update_id, parked.tries, parked.error) == (1, 3, "ValueError")

    assert await house.database.run(lambda conn: inbox_queries.reopen_parked(conn, BOT_ID, 1))
    await house.delivery.stop()
    house.handler = echo
    await house.new_delivery().start()
    await house.delivery.idle()
    assert await house.texts(person) == ["parked", "next", "hello"]


async def test_an_update_that_killed_the_process_three_times_is_not_tried_again(house: House) -> None:
    person = await house.person()
    await house.delivery.stop()
    rows = [
        inbox_queries.InboxRow(1, person, message(1, person, "killer"), 3),
        inbox_queries.InboxRow(2, person, message(2, person, "bystander"), 1),
    ]
    await house.database.run(lambda conn: inbox_queries.add_inbox(conn, BOT_ID, rows, house.clock.now()))
    house.handler = echo
    await house.new_delivery().start()
    await house.delivery.idle()
    assert await house.texts(person) == ["parked", "bystander"]


async def test_a_broken_notice_does_not_keep_an_update_from_being_parked(house: House) -> None:
    await house.delivery.stop()
    row = inbox_queries.InboxRow(1, 10, message(1, 10), 3)
    await house.database.run(lambda conn: inbox_queries.add_inbox(conn, BOT_ID, [row], house.clock.now()))

    def broken(tx: Tx, head: Any) -> tuple[()]:
        raise KeyError("no such text")

    await house.new_delivery(notice=broken).start()
    await house.delivery.idle()
    (parked,) = await house.database.read(inbox_queries.parked_updates)
    assert parked.update_id == 1


async def test_a_second_unit_is_refused_but_a_failed_one_may_be_followed(house: House) -> None:
    person = await house.person()
    outcomes: list[str] = []

    async def handle(update: Update, context: UnitContext) -> None:
        def refuse(tx: Tx) -> None:
            raise LookupError("expected")

        try:
            await context.unit(refuse)
        except LookupError:
            await context.unit(lambda tx: tx.send(text(person, "sorry")))
        try:
            await context.unit(lambda tx: None)
        except RuntimeError:
            outcomes.append("refused")

    house.handler = handle
    await house.delivery.receive([message(1, person)])
    await house.delivery.idle()
    assert outcomes == ["refused"]
    assert await house.texts(person) == ["sorry"]


async def test_a_failure_after_the_commit_repeats_nothing(house: House) -> None:
    person = await house.person()

    async def handle(update: Update, context: UnitContext) -> None:
        await echo(update, context)
        raise ValueError("too late")

    house.handler = handle
    await house.delivery.receive([message(1, person)])
    await house.delivery.idle()
    assert await house.texts(person) == ["hello"]
    assert [row.status for row in await house.rows(inbox)] == ["done"]


async def test_every_pressed_button_is_answered(house: House) -> None:
    async def handle(update: Update, context: UnitContext) -> None:
        if update.update_id == 1:
            context.answer("first thought")
            context.answer("noted", show_alert=True)
            await context.unit(lambda tx: None)
        if update.update_id == 2:
            context.answer("without a unit")

    house.handler = handle
    await house.delivery.receive([pressed(n, n) for n in (1, 2, 3)])
    await house.delivery.idle()
    calls = [call["params"] for call in await house.calls("answerCallbackQuery")]
    answers = {call["callback_query_id"]: (call.get("text"), call.get("show_alert")) for call in calls}
    assert len(calls) == 3
    assert {key: words for key, (words, _) in answers.items()} == {"q1": "noted", "q2": "without a unit", "q3": None}
    assert str(answers["q1"][1]).lower() == "true"


async def test_inline_queries_pass_by_the_inbox(house: House) -> None:
    async def handle(update: Update, context: UnitContext) -> None:
        assert update.inline_query is not None
        await update.inline_query.answer([], cache_time=0)

    person = await house.person()
    house.handler = handle
    who = message(1, person)["message"]["from"]
    query = {"id": "i1", "from": who, "query": "price", "offset": ""}
    await house.delivery.receive([{"update_id": 9, "inline_query": query}])
    await house.delivery.idle()
    assert len(await house.calls("answerInlineQuery")) == 1
    assert await house.rows(inbox) == []


async def test_of_a_burst_of_inline_queries_the_last_is_handled(house: House) -> None:
    handled: list[str] = []
    under_way, go_on = asyncio.Event(), asyncio.Event()

    async def handle(update: Update, context: UnitContext) -> None:
        assert update.inline_query is not None
        handled.append(update.inline_query.query)
        under_way.set()
        await go_on.wait()
        if update.inline_query.query == "fails":
            raise ValueError

    def typed(update_id: int, who: int, words: str) -> dict[str, Any]:
        user = message(1, who)["message"]["from"]
        query = {"id": str(update_id), "from": user, "query": words, "offset": ""}
        return {"update_id": update_id, "inline_query": query}

    house.handler = handle
    keys = ["fails", "t", "to", "too", "too m", "too much"]
    await house.delivery.receive([typed(0, 7, keys[0])])
    await under_way.wait()
    await house.delivery.receive([typed(n, 7, words) for n, words in enumerate(keys[1:], 1)])
    await house.delivery.receive([typed(10 + n, 8, words) for n, words in enumerate(keys)])
    go_on.set()
    await house.delivery.idle()
    assert sorted(handled) == ["fails", "too much", "too much"]
    await house.delivery.receive([typed(20, 7, "next")])
    await house.delivery.idle()
    assert handled[-1] == "next"


async def test_an_answer_that_comes_before_its_poll_is_saved_waits_for_it(house: House) -> None:
    person = await house.person()
    bound: list[Any] = []

    async def handle(update: Update, context: UnitContext) -> None:
        if update.poll_answer is not None:
            poll_id = update.poll_answer.poll_id
            bound.append(await context.unit(lambda tx: outbox_queries.find_poll(tx.conn, poll_id)))
            return
        call = quiz(person, "Which?", ["a", "b"], [0], poll=PollRef("drill", 12), key="item:1")
        await context.unit(lambda tx: tx.send(call))

    house.handler = handle
    # The server has sent the poll and the person has answered, while its answer to us is still on the way.
    (await house.page.post("/control/settings", json={"latency": 0.6})).raise_for_status()
    async with house.polling():
        await house.until(lambda: house.calls("sendPoll"), 1)
        sent = await house.calls("sendPoll")
        message_id = sent[0]["result"]["message_id"]
        vote = await house.page.post(f"/api/chats/{person}/vote", json={"message_id": message_id, "option_ids": [1]})
        vote.raise_for_status()
        assert await house.rows(polls) == []
        (await house.page.post("/control/settings", json={"latency": 0})).raise_for_status()
        await house.until(lambda: _is(bound), True)
        await house.delivery.idle()
    assert (bound[0].purpose, bound[0].ref, bound[0].message_id) == ("drill", 12, message_id)


async def _is(things: list[Any]) -> bool:
    return bool(things)


async def test_a_unit_of_a_job_sends_after_its_commit(house: House) -> None:
    person = await house.person()

    def fail(tx: Tx) -> None:
        tx.send(text(person, "never"))
        raise ValueError("boom")

    with pytest.raises(ValueError, match="boom"):
        await house.delivery.run(fail)
    assert await house.delivery.run(lambda tx: (tx.send(text(person, "push", push=True)), tx.now)[1]) is not None
    await house.delivery.idle()
    assert await house.texts(person) == ["push"]


async def test_a_cancelled_caller_does_not_keep_what_it_committed_from_being_sent(house: House) -> None:
    person = await house.person()
    task = asyncio.ensure_future(house.delivery.run(lambda tx: tx.send(text(person, "owed"))))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await house.delivery.idle()
    assert await house.texts(person) == ["owed"]


async def test_what_is_owed_survives_a_stop(house: House) -> None:
    person = await house.person()
    await house.fault("server_error", count=1, method="sendMessage")
    await house.delivery.run(lambda tx: tx.send(text(person, "one"), document(person, "a.txt", b"abc")))
    await house.until(lambda: house.calls("sendMessage"), 1)
    await house.delivery.stop()
    assert [row.status for row in await house.rows(outbox)] == ["pending", "pending"]
    await house.new_delivery().start()
    await house.delivery.idle()
    assert await house.texts(person) == ["one"]
    rows = await house.rows(outbox)
    assert [row.status for row in rows] == ["sent", "sent"]
    assert rows[1].file_bytes is None


async def test_done_rows_are_purged_and_a_person_can_be_forgotten(house: House) -> None:
    person, other = await house.person(), await house.person()

    async def handle(update: Update, context: UnitContext) -> None:
        def unit(tx: Tx) -> None:
            if update.update_id == 3:
                tx.erase(person)
            tx.send(text(update.effective_chat.id, "ok", key="k"))  # type: ignore[union-attr]

        await context.unit(unit)

    house.handler = handle
    await house.delivery.receive([message(1, person), message(2, other)])
    await house.delivery.idle()
    await house.delivery.receive([message(3, person)])
    await house.delivery.idle()
    assert {row.route_id for row in await house.rows(inbox)} == {other}
    assert [row.chat_id for row in await house.rows(outbox)] == [other, person]

    now = house.clock.now()
    purge = inbox_queries.purge_delivery
    assert await house.database.run(lambda conn: purge(conn, now - timedelta(hours=48))) == 0
    assert await house.database.run(lambda conn: purge(conn, now + timedelta(seconds=1))) == 3
    assert len(await house.rows(messages)) == 2


async def test_a_push_happens_once(house: House) -> None:
    from bot.storage.tables import users

    def add_user(conn: sa.Connection) -> None:
        conn.execute(sa.insert(users).values(**house.user_row(7)))

    await house.database.run(add_user)
    now = house.clock.now()
    claims = [
        house.database.run(lambda conn: outbox_queries.claim_push(conn, 7, "drill", now.date(), now=now))
        for _ in range(4)
    ]
    assert sorted(await asyncio.gather(*claims)) == [False, False, False, True]


async def test_characters_no_database_takes_stop_nobody(house: House) -> None:
    person = await house.person()
    house.handler = echo
    await house.delivery.receive([message(1, person, "a\0b \ud83d c 👍"), message(2, person, "next")])
    await house.delivery.idle()
    assert await house.texts(person) == ["ab \ufffd c 👍", "next"]


async def test_what_is_owed_before_the_start_is_sent_once(house: House) -> None:
    person = await house.person()
    await house.delivery.stop()
    delivery = house.new_delivery()
    await delivery.run(lambda tx: tx.send(text(person, "early")))
    await delivery.start()
    await delivery.idle()
    assert await house.texts(person) == ["early"]
    backlog = await house.database.read(inbox_queries.count_backlog)
    assert (backlog.waiting, backlog.parked, backlog.owed, backlog.failed) == (0, 0, 0, 0)


async def test_a_file_that_its_method_cannot_carry_is_refused_at_once(house: House) -> None:
    wrong = Outgoing(chat_id=1, method="sendMessage", file=File("a", b"b", "document"))
    with pytest.raises(ValueError, match="carries no file"):
        await house.delivery.run(lambda tx: tx.send(wrong))
