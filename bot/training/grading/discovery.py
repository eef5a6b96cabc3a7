"""Checks on opening, questions and listening."""

from __future__ import annotations

import re

from bot.language.moves import SPIN, MoveKind
from bot.language.normalise import plain
from bot.scenarios.events import Asked, Deepened, Offered, Revealed
from bot.scenarios.likeness import sounds_like
from bot.scenarios.topics import found as topics_of
from bot.scenarios.topics import term
from bot.scenarios.types import EXPLICIT, Opening
from bot.training.grading.transcript import Transcript, asked, failed, not_rated, passed, shown, spared
from bot.training.grading.types import Outcome

_IN_A_ROW = 4
_IN_ALL = 7
_OPENING = 2
_WORD = re.compile(r"[a-z']{5,}")


def rapport(transcript: Transcript) -> Outcome:
    """open.rapport: says who they are within two turns, at the length the style likes, and gets the name right."""
    for turn, event in transcript.noticed("wrong_name"):
        return failed(turn, event.evidence)
    for turn in range(1, min(_OPENING, len(transcript.turns)) + 1):
        analysis = transcript.beats[turn].analysis
        who = term(transcript.scenario, "who", plain(transcript.text(turn)))
        who = who or term(transcript.scenario, "us", plain(transcript.text(turn)))
        who = who or ("" if analysis is None else sounds_like(analysis, "introduce"))
        if who and not any(at == turn for at, _ in transcript.noticed("long_turn")):
            return passed(turn, transcript.text(turn))
    return failed(1, transcript.text(1)) if transcript.turns else failed()


def permission(transcript: Transcript) -> Outcome:
    """open.permission: asks for time or leave to ask."""
    return shown(transcript.noticed("permission"))


def praise(transcript: Transcript) -> Outcome:
    """open.praise: one praise of something particular."""
    good = shown(transcript.noticed("praise_specific", "praise_results"))
    general = transcript.noticed("praise_general")
    return failed(general[0][0], general[0][1].evidence) if good.turn == 0 and general else good


def situation(transcript: Transcript) -> Outcome:
    """find.situation: asks for something that the briefing does not tell and the customer can answer."""
    told = {turn for turn, _ in transcript.all(Revealed)}
    for turn, event in asked(transcript):
        if event.kind is MoveKind.SITUATION and not event.known and (event.need or turn in told):
            return passed(turn, event.evidence)
    return failed()


def not_interrogating(transcript: Transcript) -> Outcome:
    """find.not_interrogating: no more than four Situation questions in a row or seven in all."""
    questions = asked(transcript)
    if transcript.substance < 2:
        return not_rated()
    run = 0
    total = 0
    for turn, event in questions:
        run = run + 1 if event.kind is MoveKind.SITUATION else 0
        total += event.kind is MoveKind.SITUATION
        if run > _IN_A_ROW or total > _IN_ALL:
            return failed(turn, event.evidence)
    return passed()


def problem(transcript: Transcript) -> Outcome:
    """find.problem: two Problem questions on the scenario's needs, or one that moved a need."""
    asked_for = _of_kind(transcript, MoveKind.PROBLEM)
    moved = [(turn, event) for turn, event in transcript.all(Deepened) if event.rule == "need.problem"]
    if moved:
        return passed(moved[0][0], moved[0][1].evidence)
    if len(asked_for) >= 2:
        return passed(asked_for[0][0], asked_for[0][1].evidence)
    return failed(*_where(asked_for))


def implication(transcript: Transcript) -> Outcome:
    """find.implication: two Implication questions on needs (one on level 1), at least one of which moved a need."""
    asked_for = _of_kind(transcript, MoveKind.IMPLICATION)
    moved = [(turn, event) for turn, event in transcript.all(Deepened) if event.rule == "need.implication"]
    enough = 1 if transcript.level == 1 else 2
    if moved and len(asked_for) >= enough:
        return passed(moved[0][0], moved[0][1].evidence)
    return failed(*_where(asked_for))


def payoff(transcript: Transcript) -> Outcome:
    """find.payoff: a Need-payoff question that moved a need on which an Implication had landed."""
    for turn, event in transcript.all(Deepened):
        if event.rule == "need.need_payoff":
            return passed(turn, event.evidence)
    return failed(*_where(_of_kind(transcript, MoveKind.NEED_PAYOFF)))


def order(transcript: Transcript) -> Outcome:
    """find.order: on the main need the first question of each kind came in the order S → P → I → N."""
    mine = [(turn, event) for turn, event in asked(transcript) if event.need == transcript.furthest.id]
    kinds = list(dict.fromkeys(event.kind for _, event in mine))
    if len(kinds) < 2:
        return not_rated()
    ranks = [SPIN.index(kind) for kind in kinds]
    if ranks == sorted(ranks) and not (MoveKind.NEED_PAYOFF in kinds and MoveKind.IMPLICATION not in kinds):
        return passed(*_where(mine))
    late = next((pair for pair in mine if pair[1].kind is kinds[_first_fall(ranks)]), mine[-1])
    return failed(late[0], late[1].evidence)


def _first_fall(ranks: list[int]) -> int:
    return next((i for i in range(len(ranks) - 1) if ranks[i] > ranks[i + 1]), len(ranks) - 1)


def explicit(transcript: Transcript) -> Outcome:
    """find.explicit: the main need was explicit before the first offer (or, without one, at all)."""
    for turn, event in transcript.all(Offered):
        return passed(turn, event.evidence) if event.need_level >= EXPLICIT else failed(turn, event.evidence)
    return passed() if transcript.main_level >= EXPLICIT else failed()


def link(transcript: Transcript) -> Outcome:
    """listen.link: at least half of the later questions take up what the customer said in the last two turns."""
    questions = [(turn, event) for turn, event in asked(transcript) if turn > 1]
    if len(questions) < 2:
        return not_rated()
    missed = [(turn, event) for turn, event in questions if not _takes_up(transcript, turn)]
    if len(missed) * 2 > len(questions):
        return failed(missed[0][0], missed[0][1].evidence)
    linked = next(pair for pair in questions if pair not in missed)
    return passed(linked[0], linked[1].evidence)


def _takes_up(transcript: Transcript, turn: int) -> bool:
    """Same topic, a need's consequence, or the same words."""
    mine = plain(transcript.text(turn)).lower()
    theirs = plain(" ".join(beat.customer for beat in transcript.beats[max(0, turn - 2) : turn])).lower()
    topics = set(topics_of(transcript.scenario, mine))
    heard = set(topics_of(transcript.scenario, theirs))
    near = {topic for need in transcript.scenario.needs if heard & set(need.topics) for topic in need.consequences}
    words = set(_WORD.findall(mine)) & set(_WORD.findall(theirs))
    return bool(topics & (heard | near)) or bool(words) or bool(_pairs(mine) & _pairs(theirs))


def _pairs(text: str) -> set[str]:
    """Neighbouring pairs of Chinese characters."""
    runs = re.findall(r"[㐀-鿿]{3,}", text)
    return {run[i : i + 3] for run in runs for i in range(len(run) - 2)}


def summary(transcript: Transcript) -> Outcome:
    """listen.summary: sums up the need in the customer's terms."""
    return shown(transcript.noticed("summary"))


def brief(transcript: Transcript) -> Outcome:
    """listen.brief: no turn longer than the style bears."""
    return spared(transcript.noticed("long_turn"), occasion=transcript.substance >= 2)


def prepared(transcript: Transcript) -> Outcome:
    """keep.prepared: asks nothing that the briefing answered."""
    return spared(transcript.noticed("briefing_known"), occasion=transcript.substance >= 2)


def style_opening(transcript: Transcript) -> Outcome:
    """style.opening: purpose first or warmth first, as the style likes."""
    chat = transcript.noticed("small_talk_early")
    warm = (*chat, *transcript.noticed("praise_specific", "praise_results", "praise_general"))
    liked = transcript.scenario.style.opening
    if liked is Opening.PURPOSE and chat:
        return failed(chat[0][0], chat[0][1].evidence)
    if liked is Opening.WARM:
        return shown(tuple(pair for pair in warm if pair[0] <= _OPENING))
    return shown(transcript.noticed("introduced", "permission"))


def style_pace(transcript: Transcript) -> Outcome:
    """style.pace: no long turns, piles of questions or rounds of facts beyond what the style bears."""
    slow = transcript.noticed("long_turn", "several", "situation_extra", "ramble", "repeated")
    return spared(slow, occasion=transcript.substance >= 2)


def _of_kind(transcript: Transcript, kind: MoveKind) -> list[tuple[int, Asked]]:
    return [(turn, event) for turn, event in asked(transcript) if event.kind is kind and event.need]


def _where(pairs: list[tuple[int, Asked]]) -> tuple[int, str]:
    return (pairs[0][0], pairs[0][1].evidence) if pairs else (0, "")
