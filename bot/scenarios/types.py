"""What a scenario is made of: plain data, so that a compiled scenario can be hashed, stored and read again.

Meters (trust, patience, interest) run from 0 to 10; need levels from 0 to 5 (dissatisfied, difficulty, problem, pain,
want, need). Ids are language-neutral; text stands only in `texts` and `lines`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.base.language import Lang
from bot.language.moves import MoveKind

ENGINE_VERSION = 1
METER_MAX = 10
LEVELS = (1, 2, 3)
# Need levels: from PAIN on it hurts, from EXPLICIT on the customer says so and wants it solved.
PAIN = 3
EXPLICIT = 4


class StyleId(StrEnum):
    """The five communication styles."""

    PEACOCK = "peacock"
    KOALA = "koala"
    OWL = "owl"
    TIGER = "tiger"
    CHAMELEON = "chameleon"


class Channel(StrEnum):
    """How rep and customer meet."""

    VISIT = "visit"
    PHONE = "phone"


class DecisionRole(StrEnum):
    """The customer's part in the decision group."""

    ADVOCATE = "advocate"
    OWNER = "owner"
    GATEKEEPER = "gatekeeper"
    APPROVER = "approver"
    TECHNICAL_GUIDE = "technical_guide"
    USER = "user"
    FINANCIAL_CONTROLLER = "financial_controller"
    INSIDER = "insider"


class Cause(StrEnum):
    """What a rep's turn can do to a customer; every style weighs each one (see `Style.effects`)."""

    INTRODUCED = "introduced"
    PERMISSION = "permission"
    SMALL_TALK_EARLY = "small_talk_early"
    SMALL_TALK_LATE = "small_talk_late"
    PRAISE_SPECIFIC = "praise_specific"
    PRAISE_RESULTS = "praise_results"
    PRAISE_GENERAL = "praise_general"
    SITUATION_EXTRA = "situation_extra"
    BRIEFING_KNOWN = "briefing_known"
    PROBLEM = "problem"
    IMPLICATION_FACT = "implication_fact"
    IMPLICATION_GOAL = "implication_goal"
    IMPLICATION_PEOPLE = "implication_people"
    PAYOFF = "payoff"
    OUT_OF_ORDER = "out_of_order"
    INVENTED_PAIN = "invented_pain"
    REPEATED = "repeated"
    SEVERAL = "several"
    SUMMARY = "summary"
    PROOF = "proof"
    CLAIM = "claim"
    OPTIONS = "options"
    STANDING = "standing"
    SAFETY = "safety"
    OFFER_TIED = "offer_tied"
    OFFER_THIN = "offer_thin"
    OFFER_EARLY = "offer_early"
    CONCESSION = "concession"
    TRADE = "trade"
    CLOSE_CLEAR = "close_clear"
    CLOSE_VAGUE = "close_vague"
    CLOSE_EARLY = "close_early"
    LINGERING = "lingering"
    PRESSURE = "pressure"
    LONG_TURN = "long_turn"
    SETTLED = "settled"
    HALF_SETTLED = "half_settled"
    NOT_SETTLED = "not_settled"
    PASSED_OVER = "passed_over"
    TESTED = "tested"
    ANSWERED = "answered"
    IGNORED = "ignored"
    CONTRADICTION = "contradiction"
    WRONG_NAME = "wrong_name"
    ARGUE = "argue"
    PERSUADE = "persuade"
    REFUSE = "refuse"
    RAMBLE = "ramble"
    BADMOUTH = "badmouth"
    CONFIDENTIAL = "confidential"
    EXCUSE = "excuse"
    OVERPROMISE = "overpromise"
    RUDE = "rude"
    INJECTION = "injection"
    ODD = "odd"
    ELSEWHERE = "elsewhere"
    IDLE = "idle"


class Opening(StrEnum):
    """How a style likes a meeting to begin."""

    PURPOSE = "purpose"
    WARM = "warm"
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class Effect:
    """How much a cause moves each meter."""

    trust: int
    patience: int
    interest: int


@dataclass(frozen=True, slots=True)
class Style:
    """One style's policy.

    `long_turn` counts Chinese characters or English words; `close` names lexicon entries that a fitting close touches.
    """

    id: StyleId
    start: Effect
    effects: Mapping[Cause, Effect]
    opening: Opening
    free_situations: int
    long_turn: Mapping[Lang, int]
    wants_proof: bool
    wants_date: bool
    close: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tuning:
    """One level of difficulty. `points` is how many fitting questions a step up the need ladder asks for."""

    level: int
    turns: int
    bonus: Effect
    need_bonus: int
    points: int
    parts: int
    early_offers: int


@dataclass(frozen=True, slots=True)
class Topic:
    """Words by which something is recognised in what the rep says: regular expressions over normalised text.

    `replaces`: a scenario's own entry stands instead of the lexicon's of the same id, rather than beside it.
    """

    id: str
    patterns: Mapping[Lang, tuple[str, ...]]
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What the customer tells when asked about one of `topics`, once trust and the facts in `after` allow it."""

    id: str
    topics: tuple[str, ...]
    need: str
    trust: int
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Need:
    """A need that climbs the ladder. `consequences`: topics an Implication leads to; `denied`: invented ones."""

    id: str
    topics: tuple[str, ...]
    consequences: tuple[str, ...]
    denied: tuple[str, ...]
    start: int
    main: bool


class Trigger(StrEnum):
    """What makes a customer raise an objection.

    `opening`: it is in the very first words, as with a complaint; `first_turn`: whatever the rep says first, as when
    somebody is called at a bad moment.
    """

    OPENING = "opening"
    FIRST_TURN = "first_turn"
    OFFER_EARLY = "offer_early"
    OFFER_THIN = "offer_thin"
    OFFER_HEARD = "offer_heard"
    CLOSE_EARLY = "close_early"
    CLOSE = "close"
    INTERROGATED = "interrogated"
    IMPATIENT = "impatient"


@dataclass(frozen=True, slots=True)
class Objection:
    """An objection; one that is not `real` is a smokescreen, moved only by a question and maybe hiding another.

    `levels` lists the levels of difficulty on which it may come up.
    """

    id: str
    category: str
    real: bool
    topics: tuple[str, ...]
    triggers: tuple[Trigger, ...]
    levels: tuple[int, ...]
    hides: str


@dataclass(frozen=True, slots=True)
class CustomerQuestion:
    """What the customer asks of their own accord; answered by words on `topics` or one of `moves`."""

    id: str
    topics: tuple[str, ...]
    moves: tuple[MoveKind, ...]
    after_offer: bool


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the commitment ladder and what it takes before the customer agrees."""

    id: str
    advance: bool
    topics: tuple[str, ...]
    need: int
    trust: int
    interest: int


class Ending(StrEnum):
    """How a conversation ends, best first."""

    ADVANCE = "advance"
    CONTINUATION = "continuation"
    TIMED_OUT = "timed_out"
    REFUSAL = "refusal"
    WALK_OUT = "walk_out"
    COMPLIANCE_STOP = "compliance_stop"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing the customer can say. `short`: for when patience is low; `bank`: from the style's bank."""

    id: str
    bank: bool
    short: bool
    text: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class Customer:
    """Who the rep meets."""

    style: StyleId
    role: DecisionRole


class AskKind(StrEnum):
    """What a saying is: a question about a need, a fact, an objection; said to anybody; an offer, a next step."""

    PROBLEM = "problem"
    IMPLICATION = "implication"
    NEED_PAYOFF = "need_payoff"
    FACT = "facts"
    OBJECTION = "objections"
    COMMON = "common"
    OFFER = "offer"
    STEP = "step"


@dataclass(frozen=True, slots=True)
class Ask:
    """What a rep might say to this customer. `about`: the need, fact or objection; of a common one, what it does."""

    lang: Lang
    kind: AskKind
    about: str
    text: str

    @property
    def label(self) -> str:
        """What an utterance that resembles it is said to resemble."""
        return f"{self.kind.value}:{self.about}"


@dataclass(frozen=True, slots=True)
class Scenario:
    """A compiled scenario: rules, the style's policy and every line, sealed by its content hash.

    `hash` is the SHA-256 over everything else (see `stored.sealed`). `texts[lang]` holds what views show: `name`,
    `title`, `summary`, `briefing.*`, `hidden.*`, `better.<check id>`.
    `lexicon` holds the topics shared by all scenarios (date, person, options, …).
    """

    version: int
    hash: str
    id: str
    industry: str
    channel: Channel
    customer: Customer
    steps: tuple[str, ...]
    style: Style
    tunings: tuple[Tuning, ...]
    topics: tuple[Topic, ...]
    lexicon: tuple[Topic, ...]
    goal_topics: tuple[str, ...]
    people_topics: tuple[str, ...]
    known_topics: tuple[str, ...]
    offer_topics: tuple[str, ...]
    facts: tuple[Fact, ...]
    needs: tuple[Need, ...]
    objections: tuple[Objection, ...]
    questions: tuple[CustomerQuestion, ...]
    ladder: tuple[Rung, ...]
    lines: Mapping[str, tuple[Line, ...]]
    texts: Mapping[Lang, Mapping[str, str]]
    asks: tuple[Ask, ...] = ()

    def tuning(self, level: int) -> Tuning:
        """The tuning of a level 1–3. Raises ValueError for another."""
        for tuning in self.tunings:
            if tuning.level == level:
                return tuning
        raise ValueError(f"no level {level}")

    def need(self, need_id: str) -> Need:
        """The need of that id."""
        return next(need for need in self.needs if need.id == need_id)

    def objection(self, objection_id: str) -> Objection:
        """The objection of that id."""
        return next(objection for objection in self.objections if objection.id == objection_id)
