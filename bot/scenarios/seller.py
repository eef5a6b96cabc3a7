"""Changed seats: the seller who goes by the book. Pure: a seat and what was heard → the seat after it.

The book: open with a reason and ask leave; few situation questions, then problem, implication, need-payoff; sum up in
the customer's words; offer what answers the need, with proof; ask for a dated step, then for a smaller one. An
objection is answered in four parts before anything else. Without a need there is no offer, and a no is taken.

What the seller has not understood is asked back, never claimed: the customer's own words are summed up, or asked for;
the scenario's own summary serves only somebody who has said yes to it piece by piece.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.scenarios import seller_lines as say
from bot.scenarios.hearing import Heard, Said
from bot.scenarios.seat import Ending, Move, Seat, Source, Stage
from bot.scenarios.seller_asides import ASIDES, Reaction
from bot.scenarios.types import Scenario

# Turns of the customer after which the seller has taken enough of their time.
MOST_TURNS = 24
_QUOTES = 2
_ORDER = tuple(Stage)
# Where an answer tells about the customer's matter.
ASKING = frozenset({Stage.SITUATION, Stage.PROBLEM, Stage.IMPLICATION, Stage.DEEPER, Stage.PAYOFF})
_ABOUT_NEED = ASKING - {Stage.SITUATION}
_DECISIVE = frozenset({Stage.PROBLEM, Stage.IMPLICATION})
# Where something is proposed.
_PROPOSED = frozenset({Stage.OFFER, Stage.CLOSE, Stage.SMALLER})


def begin(seat: Seat) -> Seat:
    """The seller's first words."""
    return say.said(seat, *say.opening())


def stopped(seat: Seat) -> Seat:
    """The customer gets up from the table: nothing more is said."""
    return replace(seat, ending=Ending.STOPPED)


def asked(seat: Seat) -> bool:
    """Whether what the customer says next answers a question about their matter."""
    return seat.aside or seat.stage in ASKING


def answer(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """The seat after the customer's next words. One that is over stays as it is.

    Whoever asks the seller to come on a day has agreed to a step, wherever they are; at the door it is a way out.
    """
    if seat.ending is not None:
        return seat
    seat = _noted(seat, heard)
    if seat.turn > MOST_TURNS:
        return say.left(seat, "leave_time", Ending.LEFT_OPEN)
    react = ASIDES.get(heard.said)
    if react is not None:
        return react(scenario, seat, heard)
    if heard.invites and seat.stage is not Stage.OPENING:
        return say.left(seat, "agreed", Ending.AGREED, Move.THANKS)
    if seat.aside:
        return _back_on_track(scenario, seat, heard)
    return _STAGES[seat.stage](scenario, seat, heard)


def _noted(seat: Seat, heard: Heard) -> Seat:
    """What is kept of any turn: its number, the topics it touched, words about the customer's own matter."""
    quotes = seat.quotes
    about = heard.said is Said.ANSWER and not seat.aside and seat.stage in ASKING
    telling = heard.understood if seat.stage is Stage.PAYOFF else bool(heard.words)
    if about and telling and heard.words and heard.words not in quotes:
        quotes = (*quotes, heard.words)[-_QUOTES:]
    topics = tuple(dict.fromkeys((*seat.topics, *heard.topics)))
    silent = seat.silent if heard.said is Said.NOTHING else 0
    to_ours = bool(seat.last) and seat.last[-1].source is Source.BETTER
    nodded = seat.nodded or (heard.said is Said.YES and seat.stage in _ABOUT_NEED and to_ours)
    return replace(seat, turn=seat.turn + 1, quotes=quotes, topics=topics, silent=silent, nodded=nodded)


# --- the way back, and the stages


def _back_on_track(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """After an objection or another aside: a no wants understanding, anything else leads back to where they were."""
    if heard.said is Said.NO:
        return say.once(seat, "what_else", Move.CLARIFY, otherwise=("leave_no", Ending.LEFT_OPEN))
    seat = replace(seat, aside=False)
    if heard.dated and seat.stage in {Stage.CLOSE, Stage.SMALLER}:
        return _closed(scenario, seat, heard)
    if seat.stage is Stage.OPENING:
        return _to(scenario, seat, Stage.SITUATION, heard)
    return say.said(seat, *say.taken_up(scenario, seat, heard), *say.back(scenario, seat))


def _opened(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    if heard.said is Said.NO:
        return say.once(seat, "later", Move.SMALLER, otherwise=("leave_open", Ending.LEFT_OPEN))
    if heard.invites or ("later" in seat.used and (heard.dated or heard.said is Said.YES)):
        return say.left(seat, "agreed_later", Ending.LEFT_OPEN, Move.THANKS)
    return _to(scenario, seat, Stage.SITUATION, heard)


def _told(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """An answer to a situation, problem or implication question."""
    if heard.said is Said.NO and seat.stage is not Stage.SITUATION:
        name = "probe" if seat.stage is Stage.PROBLEM else "no_effect"
        return say.once(seat, name, Move.CLARIFY, otherwise=("leave_no_need", Ending.NO_NEED))
    if heard.said is Said.DONT_KNOW and "who_knows" not in seat.used:
        return say.said(seat, say.own(seat, "who_knows", Move.CLARIFY))
    if heard.said is Said.YES and seat.stage is Stage.PROBLEM and "tell_more" not in seat.used:
        return say.said(seat, say.own(seat, "tell_more", Move.CLARIFY))
    unclear = heard.said is Said.ANSWER and not heard.understood and heard.words and seat.stage in _DECISIVE
    if unclear and seat.tries == 0 and seat.used.count("ask_back") < _QUOTES:
        asking = replace(seat, tries=1)
        return say.said(asking, say.own(seat, "ask_back", Move.CLARIFY, heard.words))
    return _to(scenario, seat, _following(scenario, seat, heard), heard)


def _following(scenario: Scenario, seat: Seat, heard: Heard) -> Stage:
    """The next kind of question. Another trouble than the scenario's is gone into in the customer's own words."""
    own = seat.stage is Stage.PROBLEM and heard.said is Said.ANSWER and not say.need_touched(scenario, seat)
    if own and heard.words:
        return Stage.DEEPER
    following = _ORDER[_ORDER.index(seat.stage) + 1]
    return Stage.PAYOFF if following is Stage.DEEPER and not heard.words else following


def _worth(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """An answer to the need-payoff question: no wish, no offer."""
    if heard.said is Said.NO:
        return say.once(seat, "what_instead", Move.CLARIFY, otherwise=("leave_no_need", Ending.NO_NEED))
    return _summed_up(scenario, seat)


def _summed_up(scenario: Scenario, seat: Seat) -> Seat:
    seat = replace(seat, stage=Stage.SUMMARY, tries=0)
    if seat.quotes:
        return say.said(seat, say.own(seat, "summary_words", Move.SUMMARY, *seat.quotes))
    if seat.nodded or say.need_named(scenario, seat):
        return say.said(seat, say.better("listen.summary", Move.SUMMARY))
    return say.said(seat, say.own(seat, "summary_open", Move.CLARIFY))


def _checked(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """An answer to the summary: put right, it is summed up again; without a word of the customer's own, no offer."""
    wrong, invited = heard.said in {Said.NO, Said.DONT_KNOW}, seat.used[-1:] in {("correct_me",), ("summary_open",)}
    if heard.words and seat.tries == 0 and (wrong or (invited and heard.said is Said.ANSWER)):
        return say.said(replace(seat, tries=1), say.own(seat, "summary_again", Move.SUMMARY, heard.words))
    if wrong:
        return say.once(seat, "correct_me", Move.CLARIFY, otherwise=("leave_no_need", Ending.NO_NEED))
    if "summary_open" in seat.used[-1:]:
        return say.left(seat, "leave_no_need", Ending.NO_NEED)
    if not say.need_touched(scenario, seat):
        return say.left(seat, "leave_no_fit", Ending.NO_NEED)
    return _to(scenario, seat, Stage.OFFER, heard)


def _offered(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    if heard.said in {Said.NO, Said.DONT_KNOW}:
        return say.once(seat, "what_missing", Move.CLARIFY, otherwise=("leave_open", Ending.LEFT_OPEN))
    if heard.said is Said.ANSWER and not heard.understood and "fits" not in seat.used:
        return say.said(seat, say.own(seat, "fits", Move.CHECK))
    return _to(scenario, seat, Stage.CLOSE, heard)


def _closed(scenario: Scenario, seat: Seat, heard: Heard) -> Seat:
    """Agreed, asked for something smaller, or asked whether that was a yes."""
    if heard.said is Said.YES or (heard.dated and heard.said is not Said.NO):
        return say.left(seat, "agreed", Ending.AGREED, Move.THANKS)
    if heard.said is Said.NO and seat.stage is Stage.CLOSE:
        return _to(scenario, seat, Stage.SMALLER, heard)
    if heard.said is Said.NO:
        return say.left(seat, "leave_open", Ending.LEFT_OPEN)
    return say.once(seat, "confirm", Move.CHECK, otherwise=("leave_open", Ending.LEFT_OPEN))


_STAGES: Mapping[Stage, Reaction] = {
    Stage.OPENING: _opened,
    **dict.fromkeys((Stage.SITUATION, Stage.PROBLEM, Stage.IMPLICATION, Stage.DEEPER), _told),
    Stage.PAYOFF: _worth,
    Stage.SUMMARY: _checked,
    Stage.OFFER: _offered,
    **dict.fromkeys((Stage.CLOSE, Stage.SMALLER), _closed),
}


# --- how a turn ends


def _to(scenario: Scenario, seat: Seat, stage: Stage, heard: Heard) -> Seat:
    """The next stage; before a question the customer's words are taken up, unless they want it short."""
    seat = replace(seat, stage=stage, tries=0)
    before = () if stage in _PROPOSED else say.taken_up(scenario, seat, heard)
    return say.said(seat, *before, *say.stage(scenario, seat, heard.words))
