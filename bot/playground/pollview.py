"""A poll as its bot sees it, and as the page may show it."""

from __future__ import annotations

import json
import sqlite3

from bot.playground.core import Core, load_json
from bot.playground.render import to_html
from bot.playground.store import Json


def as_poll(core: Core, row: sqlite3.Row) -> Json:
    """A poll as its own bot sees it: with the right answers."""
    poll = load_json(row["data"])
    votes = [json.loads(v["option_ids"]) for v in core.store.all("SELECT * FROM votes WHERE poll_id = ?", row["id"])]
    options = [
        {**option, "voter_count": sum(number in chosen for chosen in votes)}
        for number, option in enumerate(poll["options"])
    ]
    return {**poll, "options": options, "total_voter_count": len(votes), "is_closed": bool(row["closed"])}


def page_fields(core: Core, shown: Json, person_id: int) -> Json:
    """What a message with a poll has more on the page: the person's answer, and once it may be known the right one."""
    poll = dict(shown["poll"])
    answer = answer_of(core, poll["id"], person_id)
    fields: Json = {"my_answer": answer}
    correct, explanation = poll.pop("correct_option_ids", None), poll.pop("explanation", None)
    entities = poll.pop("explanation_entities", [])
    if answer is not None or poll["is_closed"]:
        if correct is not None:
            fields["correct_option_ids"] = poll["correct_option_ids"] = correct
        if explanation:
            fields["explanation_html"] = to_html(explanation, entities)
    return {**fields, "poll": poll}


def answer_of(core: Core, poll_id: str, person_id: int) -> list[int] | None:
    """What somebody chose, or None."""
    text = core.store.value("SELECT option_ids FROM votes WHERE poll_id = ? AND person_id = ?", poll_id, person_id)
    return None if text is None else [int(option) for option in json.loads(text)]
