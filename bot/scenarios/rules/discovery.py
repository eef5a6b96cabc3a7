"""Questions: facts come out through their gates, needs climb by Problem, Implication and Need-payoff on their topic."""

from __future__ import annotations

from bot.language.moves import MoveKind
from bot.language.normalise import plain
from bot.scenarios.asking import Question
from bot.scenarios.draft import Draft
from bot.scenarios.events import Asked, Revealed
from bot.scenarios.reading import OPENING_TURNS
from bot.scenarios.rules.closes import close
from bot.scenarios.rules.objections import raise_for
from bot.scenarios.topics import term
from bot.scenarios.types import Cause, Fact, Need, Trigger

PROBLEM_TOP = 2
IMPLICATION_TOP = 3
PAYOFF_TOP = 5
_FELT = 2
_SEVERAL = 3
_INTERROGATION = 2


def questions(draft: Draft) -> None:
    """Answer the rep's question."""
    question = draft.reading.question
    if question is None or draft.reading.summary is not None:
        return
    if _asks_leave(draft, question):
        draft.good = True
        return
    if close(draft) is not None and (question.proposes or question.kind is MoveKind.SITUATION):
        return
    known = question.kind is MoveKind.SITUATION and _known(draft, question)
    draft.emit(Asked("asked", question.evidence, question.kind, question.need, question.topics, known))
    if draft.reading.questions >= _SEVERAL:
        draft.feel(Cause.SEVERAL, draft.words())
        draft.say("several", Cause.SEVERAL.value, draft.words())
    if question.kind is MoveKind.SITUATION:
        _situation(draft, question)
    if known:
        draft.feel(Cause.BRIEFING_KNOWN, question.evidence)
        draft.say("known", Cause.BRIEFING_KNOWN.value, question.evidence)
    else:
        _answer(draft, question)


def _asks_leave(draft: Draft, question: Question) -> bool:
    """A request for time or leave to ask is no discovery."""
    words = plain(question.evidence)
    if draft.state.turn > OPENING_TURNS:
        # Later "may I" is mostly a way of asking; what asks for a question and for nothing else is not.
        return bool(term(draft.scenario, "leave", words)) and not term(draft.scenario, "wh", words)
    if not draft.reading.asks_leave:
        return False
    about = any(topic in need.topics for need in draft.scenario.needs for topic in question.topics)
    if question.bare:
        return True
    if not question.named and term(draft.scenario, "permission", words) and not term(draft.scenario, "wh", words):
        return True
    # "May I ask you two questions about the evenings?" names the matter and asks nothing of it yet.
    return not about or bool(term(draft.scenario, "leave", words))


def _known(draft: Draft, question: Question) -> bool:
    """Whether the briefing answers it: it touches what is known, and no need."""
    about = any(topic in need.topics for need in draft.scenario.needs for topic in question.topics)
    return not about and any(topic in draft.scenario.known_topics for topic in question.topics)


def _situation(draft: Draft, question: Question) -> None:
    draft.count(situations=1)
    extra = draft.state.counts.situations - draft.scenario.style.free_situations
    if extra > 0:
        draft.feel(Cause.SITUATION_EXTRA, question.evidence)
    if extra > _INTERROGATION:
        raise_for(draft, Trigger.INTERROGATED, question.evidence)


def _answer(draft: Draft, question: Question) -> None:
    need = draft.scenario.need(question.need) if question.need else None
    if need is not None and any(topic in need.denied for topic in (*question.topics, *question.near)):
        draft.feel(Cause.INVENTED_PAIN, question.evidence)
        draft.say("invented", Cause.INVENTED_PAIN.value, question.evidence)
        return
    opened = need is not None and _opened(draft, need)
    if question.topics:
        draft.change(topic=_topic(question, need))
    if need is not None and question.kind is not MoveKind.SITUATION:
        _climb(draft, question, need, opened)
    elif not _tell(draft, question):
        _nothing_new(draft, question)


def _topic(question: Question, need: Need | None) -> str:
    """What is being talked of from now on: the need's own topic rather than its consequence."""
    own = [topic for topic in question.topics if need is not None and topic in need.topics]
    return own[0] if own else (need.topics[0] if need is not None else question.topics[0])


def _opened(draft: Draft, need: Need) -> bool:
    """Whether the customer has spoken of it: a fact about it came out, or it is felt already."""
    facts = [fact for fact in draft.scenario.facts if fact.need == need.id]
    return draft.state.need(need.id).level >= _FELT or any(fact.id in draft.state.revealed for fact in facts)


def _tell(draft: Draft, question: Question) -> bool:
    """A fact on what was asked, else on what was named beside it."""
    return _reveal(draft, question, question.topics) or _reveal(draft, question, question.near)


def _reveal(draft: Draft, question: Question, topics: tuple[str, ...]) -> bool:
    """Tell the fact about one of `topics` that the question resembles most, else the first of them.

    Only what has not come out and whose gate is open can be told.
    """
    asked = [fact for fact in draft.scenario.facts if any(topic in fact.topics for topic in topics)]
    free = [fact for fact in asked if fact.id not in draft.state.revealed and _gate_open(draft, fact)]
    fact = next((fact for fact in free if fact.id == question.fact), free[0] if free else None)
    if fact is None:
        return False
    draft.change(revealed=(*draft.state.revealed, fact.id))
    draft.emit(Revealed("gate", question.evidence, fact.id))
    draft.say(f"fact.{fact.id}", "gate", question.evidence)
    draft.good = True
    return True


def _gate_open(draft: Draft, fact: Fact) -> bool:
    return draft.state.trust >= fact.trust and all(before in draft.state.revealed for before in fact.after)


def _nothing_new(draft: Draft, question: Question) -> None:
    if not question.topics:
        return
    facts = [fact for fact in draft.scenario.facts if any(topic in question.topics for topic in fact.topics)]
    if not facts and not question.need:
        # Nothing was told of it and there is nothing to tell.
        draft.say("aside", "aside", question.evidence)
    elif any(fact.id not in draft.state.revealed for fact in facts):
        draft.say("guarded", "gate_closed", question.evidence)
    else:
        draft.say(_more_of(draft, question.need) or "told", "told", question.evidence)


def _more_of(draft: Draft, need_id: str) -> str:
    """The occasion on which the customer has something else to say of a matter at its present level; empty if none."""
    level = draft.state.need(need_id).level if need_id else 0
    occasion = f"need.{need_id}.{level}"
    unsaid = (line for line in draft.scenario.lines.get(occasion, ()) if line.id not in draft.state.said)
    return occasion if _FELT <= level <= IMPLICATION_TOP and any(unsaid) else ""


def _climb(draft: Draft, question: Question, need: Need, opened: bool) -> None:
    # What asks for a fact in a worried tone is told the fact; it opens the matter all the same.
    told = question.kind is MoveKind.PROBLEM and question.factual and _by_fact(draft, question, need, moved=False)
    cause, top = _progress(draft, question, need, opened)
    if question.kind is MoveKind.IMPLICATION and opened:
        draft.mark_implied(need)
    draft.feel(cause, question.evidence)
    held = draft.state.need(need.id)
    climbed = draft.deepen(need, top, f"need.{question.kind.value.removeprefix('spin.')}", question.evidence)
    moved = draft.state.need(need.id) != held
    if told or (not climbed and _by_fact(draft, question, need, moved=moved)):
        return
    early = cause is Cause.OUT_OF_ORDER
    # "What if it were solved?", before it hurts: what they think is no answer to tell.
    if climbed and not (question.kind is MoveKind.NEED_PAYOFF and early):
        if early:
            draft.say("need.not_yet", cause.value, question.evidence)
        draft.say(f"need.{need.id}.{draft.state.need(need.id).level}", cause.value, question.evidence)
    elif moved or climbed:
        more = "" if climbed else _more_of(draft, need.id)
        draft.say(more or "need.more", cause.value, question.evidence)
    else:
        draft.say("need.early" if early else f"need.{need.id}.cold", cause.value, question.evidence)


def _by_fact(draft: Draft, question: Question, need: Need, *, moved: bool) -> bool:
    """Whether a fact answers a question about a need.

    What is hard about it can be answered by a fact about it. What it leads to can only where nothing else moves; what
    solving it would mean never.
    """
    if question.kind is MoveKind.PROBLEM:
        own = tuple(topic for fact in draft.scenario.facts if fact.need == need.id for topic in fact.topics)
        return _reveal(draft, question, tuple(topic for topic in question.topics if topic in own))
    if question.kind is MoveKind.IMPLICATION and not moved:
        return _reveal(draft, question, tuple(topic for topic in question.topics if topic not in need.topics))
    return False


def _progress(draft: Draft, question: Question, need: Need, opened: bool) -> tuple[Cause, int]:
    """The cause a Problem, Implication or Need-payoff question counts as, and how far it can lift the need."""
    if question.kind is MoveKind.PROBLEM:
        return Cause.PROBLEM, PROBLEM_TOP
    if question.kind is MoveKind.IMPLICATION:
        if opened or draft.state.level == 1:
            return _implication(draft, question), IMPLICATION_TOP
        # Out of order it works less: the matter comes up, and no further than asking what is hard would bring it.
        return Cause.OUT_OF_ORDER, PROBLEM_TOP
    if draft.state.need(need.id).implied or (opened and _implied(draft)):
        return Cause.PAYOFF, PAYOFF_TOP
    # Out of order works less, but a person still thinks about what they were asked.
    return Cause.OUT_OF_ORDER, IMPLICATION_TOP if opened else PROBLEM_TOP


def _implied(draft: Draft) -> bool:
    """Whether an Implication has landed on any of the main needs: what it leads to is in the customer's mind."""
    return any(draft.state.need(need.id).implied for need in draft.scenario.needs if need.main)


def _implication(draft: Draft, question: Question) -> Cause:
    if any(topic in draft.scenario.goal_topics for topic in (*question.topics, *draft.reading.topics)):
        return Cause.IMPLICATION_GOAL
    if any(topic in draft.scenario.people_topics for topic in question.topics):
        return Cause.IMPLICATION_PEOPLE
    return Cause.IMPLICATION_FACT


def summaries(draft: Draft) -> None:
    """A summary of what was said pleases; where the need is explicit already it makes it firmer."""
    if draft.reading.summary is None:
        return
    evidence = draft.reading.summary.evidence.text
    opened = [need for need in draft.scenario.needs if _opened(draft, need)]
    needs = [need for need in opened if draft.reading.about(need.topics)]
    needs = needs or [need for need in opened if draft.reading.about(need.consequences)][:1]
    if not needs:
        draft.say("summary.wrong", "summary_wrong", evidence)
        return
    draft.feel(Cause.SUMMARY, evidence)
    draft.say("summary.yes", Cause.SUMMARY.value, evidence)
    draft.good = True
    for need in needs:
        held = draft.state.need(need.id)
        if _implied(draft) and held.level >= IMPLICATION_TOP:
            draft.deepen(need, PAYOFF_TOP, "need.summary", evidence)
