"""sendPoll and stopPoll."""

from __future__ import annotations

from typing import Any

from telegram.constants import PollLimit

from bot.playground import messages, polls
from bot.playground.entities import utf16_length
from bot.playground.errors import bad
from bot.playground.markup import reply_markup
from bot.playground.methods.call import Call, bot_message, open_chat, reply_fields
from bot.playground.methods.sending import deliver
from bot.playground.params import Params
from bot.playground.store import Json
from bot.playground.texts import formatted

_OPEN = (int(PollLimit.MIN_OPEN_PERIOD), int(PollLimit.MAX_OPEN_PERIOD))


async def send_poll(call: Call) -> Json:
    """Send a poll or a quiz."""
    core, params = call.core, call.params
    poll = {**_question(params), "options": _options(params), **_kind(call), "total_voter_count": 0}
    poll |= _quiz(call, poll) if poll["type"] == "quiz" else {}
    poll |= _description(call)
    close_at, period = _closing(core.now(), params)
    markup = reply_markup(params)
    chat_id = open_chat(call)
    with core.store.transaction():
        poll = {"id": core.long_id("poll"), **poll, **period}
        content = {**reply_fields(call, chat_id), "poll": {"id": poll["id"], "question": poll["question"]}}
        sent = deliver(call, chat_id, content, markup)
        polls.add(core, chat_id, sent["message_id"], poll, close_at)
        messages.announce(core, chat_id, sent["message_id"])
        row = messages.find(core, chat_id, sent["message_id"])
        return messages.for_bot(core, row) if row is not None else sent


async def stop_poll(call: Call) -> Json:
    """End a poll; how it stood."""
    row = bot_message(call, action="stop")
    data = messages.for_bot(call.core, row)
    if "poll" not in data:
        raise bad("message is not a poll")
    if data["poll"]["is_closed"]:
        raise bad("poll has already been closed")
    markup = reply_markup(call.params, inline_only=True)
    found = polls.find(call.core, data["poll"]["id"])
    if found is None:
        raise bad("message with poll to stop not found")
    with call.core.store.transaction():
        kept = {key: value for key, value in data.items() if key != "reply_markup"}
        messages.change(call.core, row, {**kept, **({"reply_markup": markup} if markup else {})})
        return polls.close(call.core, found)


def _question(params: Params) -> Json:
    question = params.text("question").strip()
    if not question:
        raise bad("text must be non-empty")
    if len(question) > int(PollLimit.MAX_QUESTION_LENGTH):
        raise bad(f"poll question length must not exceed {int(PollLimit.MAX_QUESTION_LENGTH)}")
    return {"question": question}


def _options(params: Params) -> list[Json]:
    given = params.data("options", "options")
    if given is None:
        raise bad("can't parse options JSON object")
    if not isinstance(given, list):
        raise bad("expected an Array of InputPollOption")
    if not given:
        raise bad("poll must have at least one answer option")
    if len(given) > int(PollLimit.MAX_OPTION_NUMBER):
        raise bad(f"poll can't have more than {int(PollLimit.MAX_OPTION_NUMBER)} options")
    texts = [_option(item) for item in given]
    return [{"persistent_id": str(number), "text": text, "voter_count": 0} for number, text in enumerate(texts)]


def _option(item: Any) -> str:
    if not isinstance(item, (str, dict)):
        raise bad("can't parse InputPollOption: expected InputPollOption to be an Object")
    if isinstance(item, dict) and "text" not in item:
        raise bad("can't parse InputPollOption: can't find field \"text\"")
    text = str(item if isinstance(item, str) else item["text"]).strip()
    if not text:
        raise bad("text must be non-empty")
    if len(text) > int(PollLimit.MAX_OPTION_LENGTH):
        raise bad(f"poll options length must not exceed {int(PollLimit.MAX_OPTION_LENGTH)}")
    return text


def _kind(call: Call) -> Json:
    params = call.params
    kind = params.text("type", "regular") or "regular"
    if kind not in ("quiz", "regular"):
        raise bad("unsupported poll type specified")
    return {
        "type": kind,
        "is_closed": params.flag("is_closed"),
        "is_anonymous": params.flag("is_anonymous", default=True),
        "allows_multiple_answers": params.flag("allows_multiple_answers"),
        "allows_revoting": params.flag("allows_revoting", default=kind == "regular"),
        "members_only": False,
    }


def _quiz(call: Call, poll: Json) -> Json:
    ids = call.params.data("correct_option_ids", "correct option identifiers")
    if ids is None and call.params.text("correct_option_id"):
        ids = [call.params.integer("correct_option_id", -1)]
    if ids is not None and not isinstance(ids, list):
        raise bad("expected an Array of correct option identifiers")
    if not ids:
        raise bad("correct quiz option list must be non-empty")
    if any(isinstance(i, bool) or not isinstance(i, int) for i in ids):
        raise bad("correct option identifier must be of type Number")
    if ids != sorted(set(ids)):
        raise bad("correct quiz option list must be increasing")
    if ids[0] < 0 or ids[-1] >= len(poll["options"]):
        raise bad("wrong quiz correct_option_id")
    if len(ids) > 1 and not poll["allows_multiple_answers"]:
        raise bad("QUIZ_CORRECT_ANSWERS_TOO_MUCH")
    return {"correct_option_ids": ids, **_explanation(call)}


def _explanation(call: Call) -> Json:
    text = formatted(call.core, call.params, "explanation", "explanation_parse_mode", "explanation_entities")
    too_long = utf16_length(text.text) > int(PollLimit.MAX_EXPLANATION_LENGTH)
    # Telegram's server checks both and has published words for neither; too long a text is refused in these.
    if too_long or text.text.count("\n") > int(PollLimit.MAX_EXPLANATION_LINE_FEEDS):
        raise bad("message is too long")
    return text.as_fields("explanation", "explanation_entities")


def _description(call: Call) -> Json:
    text = formatted(call.core, call.params, "description", "description_parse_mode", "description_entities")
    if utf16_length(text.text) > int(PollLimit.MAX_DESCRIPTION_CHARACTERS):
        raise bad("message caption is too long")
    return text.as_fields("description", "description_entities")


def _closing(now: int, params: Params) -> tuple[int | None, Json]:
    period, date = params.integer("open_period"), params.integer("close_date")
    if period:
        if not _OPEN[0] <= period <= _OPEN[1]:
            raise bad("OPEN_PERIOD_INVALID")
        return now + period, {"open_period": period, "close_date": now + period}
    if date:
        if not _OPEN[0] <= date - now <= _OPEN[1]:
            raise bad("CLOSE_DATE_INVALID")
        return date, {"close_date": date}
    return None, {}
