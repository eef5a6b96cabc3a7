"""The order of a chat's calls, and edits that give way to later ones."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import given
from hypothesis import strategies as st

from bot.delivery.lanes import Lane, Ready
from bot.delivery.rates import Rates
from bot.storage.queries.delivery import OutboxRow

KEYS = ("a", "b")
METHODS = ("sendMessage", "editMessageText", "editMessageReplyMarkup", "deleteMessage")

Message = tuple[str, str]


def call(number: int, method: str, key: str, *, markup: bool = False, push: bool = False) -> OutboxRow:
    """A call whose words are its number."""
    params = {} if method == "deleteMessage" else {"text": str(number)}
    if method == "editMessageReplyMarkup" or (markup and params):
        params["reply_markup"] = f"m{number}"
    return OutboxRow(number, 1, method, params, None, key, None, None, push)


def apply(rows: Iterable[OutboxRow]) -> dict[str, Message | None]:
    """What the chat shows after these calls, as Telegram would have it."""
    shown: dict[str, Message | None] = {}
    for row in rows:
        key = row.message_key or ""
        words, markup = row.params.get("text", ""), row.params.get("reply_markup", "")
        before = shown.get(key)
        if row.method == "sendMessage":
            shown[key] = (words, markup)
        elif row.method == "deleteMessage":
            shown[key] = None
        elif before is not None and row.method == "editMessageText":
            shown[key] = (words, markup)
        elif before is not None:
            shown[key] = (before[0], markup)
    return shown


def serve(lane: Lane) -> list[OutboxRow]:
    """Take everything out of a lane as the sender does."""
    made = []
    while lane.rows:
        old = lane.superseded()
        row = lane.rows[len(old)]
        made.append(row)
        lane.remove({each.id for each in (*old, row)})
    return made


steps = st.lists(st.tuples(st.sampled_from(METHODS), st.sampled_from(KEYS), st.booleans()), max_size=25)


@given(steps=steps, order=st.randoms(use_true_random=False))
def test_a_chat_shows_the_same_whatever_gave_way(steps: list[tuple[str, str, bool]], order: object) -> None:
    # Each logical message is sent once, first of all that concerns it.
    rows = [call(n, "sendMessage", key) for n, key in enumerate(KEYS)]
    rows += [call(n + 2, m, key, markup=mark) for n, (m, key, mark) in enumerate(steps) if m != "sendMessage"]
    lane = Lane(1, Rates())
    shuffled = list(rows)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    for row in shuffled:
        lane.add(row)
    made = serve(lane)
    assert apply(made) == apply(rows)
    assert [row.id for row in made] == sorted(row.id for row in made)


def test_a_later_row_never_comes_before_the_one_under_way() -> None:
    lane = Lane(1, Rates())
    lane.add(call(5, "sendMessage", "a"))
    lane.busy = True
    lane.add(call(3, "sendMessage", "b"))
    assert [row.id for row in lane.rows] == [5, 3]


def test_a_waiting_push_moves_up_when_somebody_writes() -> None:
    ready, first, second = Ready(), Lane(1, Rates()), Lane(2, Rates())
    for lane in (first, second):
        lane.add(call(lane.chat_id, "sendMessage", "a", push=True))
        ready.put(lane)
    second.add(call(9, "sendMessage", "b"))
    ready.put(second)
    served = []
    while (lane_now := ready.peek()) is not None:
        served.append(lane_now.chat_id)
        ready.pop()
    assert served == [2, 1]
