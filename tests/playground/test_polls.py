"""Polls and quizzes."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from telegram import Bot

pytestmark = pytest.mark.anyio
QUIZ = {"question": "下一句？", "options": ["甲", "乙", "丙"], "type": "quiz", "correct_option_ids": [1]}


LIMITS: list[tuple[dict[str, Any], str]] = [
    ({"question": " "}, "text must be non-empty"),
    ({"question": "Q" * 301}, "poll question length must not exceed 300"),
    ({"options": None}, "can't parse options JSON object"),
    ({"options": {}}, "expected an Array of InputPollOption"),
    ({"options": []}, "poll must have at least one answer option"),
    ({"options": [str(i) for i in range(13)]}, "poll can't have more than 12 options"),
    ({"options": ["a", " "]}, "text must be non-empty"),
    ({"options": ["a", "b" * 101]}, "poll options length must not exceed 100"),
    ({"options": [{}]}, "can't parse InputPollOption: can't find field \"text\""),
    ({"type": "survey"}, "unsupported poll type specified"),
    ({"correct_option_ids": None}, "correct quiz option list must be non-empty"),
    (
        {"correct_option_ids": [2, 0], "allows_multiple_answers": True},
        "correct quiz option list must be increasing",
    ),
    ({"correct_option_ids": [3]}, "wrong quiz correct_option_id"),
    ({"correct_option_ids": ["1"]}, "correct option identifier must be of type Number"),
    ({"correct_option_ids": [0, 1]}, "QUIZ_CORRECT_ANSWERS_TOO_MUCH"),
    ({"explanation": "a" * 201}, "message is too long"),
    ({"explanation": "a\nb\nc\nd"}, "message is too long"),
    ({"explanation": "<b>", "explanation_parse_mode": "HTML"}, "can't parse entities"),
    ({"open_period": 4}, "OPEN_PERIOD_INVALID"),
    ({"close_date": 5}, "CLOSE_DATE_INVALID"),
]


async def test_limits(refused: Any, rep: int) -> None:
    for params, description in LIMITS:
        words = await refused("sendPoll", **{"chat_id": rep, **QUIZ, **params})
        assert words.startswith(f"Bad Request: {description}")


async def test_a_quiz_hides_its_answer_until_it_is_given_once(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(
        rep, **QUIZ, is_anonymous=False, explanation="<b>先</b>问\n再\n答", explanation_parse_mode="HTML"
    )
    assert sent.poll is not None and tuple(sent.poll.correct_option_ids or ()) == (1,)
    path = f"/api/chats/{rep}"
    shown = (await page.get(f"{path}/messages")).json()["messages"][-1]
    assert shown["my_answer"] is None and "correct" not in str(shown) and "explanation" not in str(shown)

    vote = {"message_id": sent.message_id, "option_ids": [0]}
    assert (await page.post(f"{path}/vote", json={**vote, "option_ids": [0, 1]})).status_code == 400
    assert (await page.post(f"{path}/vote", json={**vote, "option_ids": [7]})).status_code == 400
    assert (await page.post(f"{path}/vote", json=vote)).status_code == 200
    assert (await page.post(f"{path}/vote", json=vote)).status_code == 409

    updates = [u for u in await bot.get_updates() if u.poll_answer or u.poll]
    answer = updates[0].poll_answer
    assert answer is not None and answer.user is not None
    assert (answer.poll_id, answer.user.id, answer.option_ids) == (sent.poll.id, rep, (0,))
    assert "chat" not in answer.to_dict()
    assert updates[1].poll is not None and updates[1].poll.total_voter_count == 1
    shown = (await page.get(f"{path}/messages")).json()["messages"][-1]
    assert (shown["my_answer"], shown["correct_option_ids"]) == ([0], [1])
    assert shown["explanation_html"] == "<b>先</b>问<br>再<br>答"


async def test_several_right_answers(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    wanted = {**QUIZ, "correct_option_ids": [0, 2], "allows_multiple_answers": True, "is_anonymous": False}
    sent = await bot.send_poll(rep, **wanted)
    assert sent.poll is not None and tuple(sent.poll.correct_option_ids or ()) == (0, 2)
    await page.post(f"/api/chats/{rep}/vote", json={"message_id": sent.message_id, "option_ids": [2, 0]})
    answers = [u.poll_answer for u in await bot.get_updates() if u.poll_answer]
    assert answers[0].option_ids == (0, 2)


async def test_a_regular_poll_may_be_changed_and_taken_back(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(rep, "?", ["a"] * 12, is_anonymous=False)
    vote = f"/api/chats/{rep}/vote"
    for chosen in ([0], [1], []):
        answer = await page.post(vote, json={"message_id": sent.message_id, "option_ids": chosen})
        assert answer.status_code == 200
    answers = [u.poll_answer.option_ids for u in await bot.get_updates() if u.poll_answer]
    assert answers == [(0,), (1,), ()]
    anonymous = await bot.send_poll(rep, "?", ["a", "b"])
    await page.post(vote, json={"message_id": anonymous.message_id, "option_ids": [0]})
    kinds = [u.poll_answer is not None for u in await bot.get_updates(offset=-1)]
    assert kinds == [False]


async def test_stop(bot: Bot, refused: Any, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(rep, **QUIZ)
    stopped = await bot.stop_poll(rep, sent.message_id)
    assert stopped.is_closed
    where = {"chat_id": rep, "message_id": sent.message_id}
    assert await refused("stopPoll", **where) == "Bad Request: poll has already been closed"
    closed = await page.post(f"/api/chats/{rep}/vote", json={"message_id": sent.message_id, "option_ids": [0]})
    assert closed.status_code == 409
    shown = (await page.get(f"/api/chats/{rep}/messages")).json()["messages"][-1]
    assert shown["correct_option_ids"] == [1] and shown["my_answer"] is None
    text = await bot.send_message(rep, "x")
    assert await refused("stopPoll", chat_id=rep, message_id=text.message_id) == "Bad Request: message is not a poll"
    assert await refused("stopPoll", chat_id=rep, message_id=999) == (
        "Bad Request: message with poll to stop not found"
    )


async def test_a_poll_closes_when_its_time_is_over(bot: Bot, page: httpx.AsyncClient, rep: int) -> None:
    sent = await bot.send_poll(rep, "?", ["a", "b"], open_period=600)
    offset = (await bot.get_updates())[-1].update_id + 1
    await page.post("/api/clock/jump", json={"minutes": 11})
    updates = await bot.get_updates(offset=offset, timeout=20)
    assert updates[0].poll is not None and sent.poll is not None
    assert updates[0].poll.id == sent.poll.id and updates[0].poll.is_closed
