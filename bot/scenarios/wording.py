"""The customer's words: for each occasion a line not said yet, the scenario's own before the style's. Pure and seeded.

Lines are chosen by id, alike in both languages, so that the language changes neither course nor mark.
"""

from __future__ import annotations

from dataclasses import replace

from bot.base.language import Lang
from bot.language.normalise import detect_lang, plain
from bot.scenarios.engine import draw
from bot.scenarios.events import Ended, Event, Said
from bot.scenarios.state import State
from bot.scenarios.topics import phrase
from bot.scenarios.types import Ending, Line, Scenario

_LAST_RESORT = "gesture"
_MOST = 3
_MOST_WHEN_SHORT = 2
_SHORT_BELOW = 4
# What gives way first when the customer would say too much at once.
_GIVES_WAY = ("hurry", "several", "praise", "small_talk", "fault")
_LONGEST_QUOTE = 14
_SMALL = frozenset({"On", "By", "Next", "This", "Tomorrow"})


def word(scenario: Scenario, state: State, events: tuple[Event, ...], lang: Lang) -> tuple[State, str]:
    """What the customer says in a turn, and the state that remembers having said it.

    `state` is the one `step` (or `opening`) returned with these events. Without anything to say the text is empty.
    """
    parts: list[str] = []
    for said in _pruned(state, events):
        slots = _slots(scenario, state, said, lang)
        line = _choose(scenario, state, said.occasion, slots)
        if line is not None:
            state = replace(state, said=(*state.said, line.id))
            parts.append(_filled(line.text[lang], slots))
    return state, ("" if lang is Lang.ZH else " ").join(parts)


def _pruned(state: State, events: tuple[Event, ...]) -> list[Said]:
    """What is worth saying: at the end only the end, else at most three things, the weightiest, in their order."""
    spoken = [event for event in events if isinstance(event, Said)]
    ended = next((event for event in events if isinstance(event, Ended)), None)
    if ended is not None:
        last = [said for said in spoken if said.occasion.startswith("end.")]
        before = [said for said in spoken if said.occasion.endswith(".settled")]
        return [*before, *last] if ended.ending is Ending.ADVANCE else last
    most = _MOST_WHEN_SHORT if state.patience < _SHORT_BELOW else _MOST
    for prefix in _GIVES_WAY:
        for said in [said for said in spoken if said.occasion.split(".")[0] == prefix]:
            if len(spoken) > most:
                spoken.remove(said)
    return spoken[:most]


def _slots(scenario: Scenario, state: State, said: Said, lang: Lang) -> dict[str, str]:
    """The rep's own words that a line can take up: the date they named, the phrase that touched a topic."""
    evidence = plain(said.evidence)
    phrases = (phrase(topic, evidence) for topic in scenario.topics)
    quotes = (text for text in phrases if 2 <= len(text) <= _LONGEST_QUOTE)
    # What the customer comes back to is quoted as it was said.
    words = evidence if said.occasion.startswith("memory.") else next(quotes, "")
    slots = {"date": state.date, "words": words}
    return {name: text for name, text in slots.items() if text and detect_lang(text) is lang}


def _choose(scenario: Scenario, state: State, occasion: str, slots: dict[str, str]) -> Line | None:
    short = state.patience < _SHORT_BELOW
    for name in _chain(occasion):
        unsaid = [line for line in scenario.lines.get(name, ()) if line.id not in state.said and _fits(line, slots)]
        for bank in (False, True):
            group = [line for line in unsaid if line.bank is bank]
            group = [line for line in group if line.short is short] or group
            if group:
                return group[draw(state.seed, state.turn, occasion, below=len(group))]
    return None


def _chain(occasion: str) -> tuple[str, ...]:
    """The occasion, its general forms (`need.x.cold` → `need.cold`, `end.advance.x` → `end.advance`), a gesture."""
    pieces = occasion.split(".")
    general = f"{pieces[0]}.{pieces[-1]}" if len(pieces) > 2 else pieces[0]
    return tuple(dict.fromkeys((occasion, general, ".".join(pieces[:-1]), _LAST_RESORT)))


def _fits(line: Line, slots: dict[str, str]) -> bool:
    """Whether every slot the line has can be filled. Slots are the same in both languages."""
    text = next(iter(line.text.values()))
    return all(name in slots for name in ("date", "words") if "{" + name + "}" in text)


def _filled(text: str, slots: dict[str, str]) -> str:
    """The line with its slots filled; a filling that begins a sentence gets its capital."""
    for name, value in slots.items():
        before, slot, after = text.partition("{" + name + "}")
        if slot:
            begins = not before.strip() or before.strip()[-1] in ".!?"
            # "On Thursday" may stand in the middle; "Thursday" keeps its capital.
            if before.rstrip().endswith(","):
                value = value.removeprefix("on ").removeprefix("On ")
            inside = value[:1].lower() + value[1:] if value.split(" ")[0] in _SMALL else value
            text = before + (value[:1].upper() + value[1:] if begins else inside) + after
    return text
