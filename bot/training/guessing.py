"""Guess the style: five customers, each heard line by line; the sooner the right animal is named, the more it counts.

    named at the first line   5 points, at the second 4 … at the fifth 1
    a wrong guess             costs a try and brings the next line; the second one ends that customer at 0

Everything drawn follows from the seed. A style may come twice in a round, never three times: nothing is found out by
elimination.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.base.language import Lang
from bot.scenarios.engine import draw
from bot.scenarios.types import StyleId
from bot.training.tells import StyleTells, Tell

CUSTOMERS, LINES, TRIES = 5, 5, 2
MOST = CUSTOMERS * LINES
# Of a customer's lines the first ones are faint, so that whoever names them early has listened well.
_FAINT = 2
_TWICE = 2
_ORDERS = 1 << 32


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer of a round. `lines` are places among the style's lines, of which the first `shown` were heard."""

    style: StyleId
    lines: tuple[int, ...]
    shown: int = 1
    wrong: tuple[StyleId, ...] = ()
    named: bool = False

    @property
    def over(self) -> bool:
        """Whether there is nothing more to guess."""
        return self.named or len(self.wrong) >= TRIES

    @property
    def worth(self) -> int:
        """What the right name would bring now, 1–5."""
        return LINES + 1 - self.shown

    @property
    def points(self) -> int:
        """What it brought."""
        return self.worth if self.named else 0


@dataclass(frozen=True, slots=True)
class Round:
    """Five customers; `number` is the place of the one now heard."""

    seed: int
    lang: Lang
    customers: tuple[Customer, ...]
    number: int = 0

    @property
    def now(self) -> Customer:
        """The customer now heard."""
        return self.customers[self.number]

    @property
    def over(self) -> bool:
        """Whether the last customer is over."""
        return self.number == len(self.customers) - 1 and self.now.over

    @property
    def points(self) -> int:
        """Points so far."""
        return sum(customer.points for customer in self.customers)

    @property
    def right(self) -> int:
        """How many were named."""
        return sum(customer.named for customer in self.customers)

    def more(self) -> Round:
        """One more line of the customer now heard; the same when they are over or have said all."""
        customer = self.now
        if customer.over or customer.shown >= LINES:
            return self
        return self._with(replace(customer, shown=customer.shown + 1))

    def guess(self, style: StyleId) -> Round:
        """A name for the customer now heard; the same when they are over or it was wrong already."""
        customer = self.now
        if customer.over or style in customer.wrong:
            return self
        if style is customer.style:
            return self._with(replace(customer, named=True))
        wrong = (*customer.wrong, style)
        # The last wrong guess brings no further line: that customer is over.
        shown = customer.shown if len(wrong) >= TRIES else min(customer.shown + 1, LINES)
        return self._with(replace(customer, wrong=wrong, shown=shown))

    def following(self) -> Round:
        """The next customer; the same while this one is not over, or is the last."""
        return replace(self, number=self.number + 1) if self.now.over and not self.over else self

    def _with(self, customer: Customer) -> Round:
        before, after = self.customers[: self.number], self.customers[self.number + 1 :]
        return replace(self, customers=(*before, customer, *after))


def begin(tells: Mapping[StyleId, StyleTells], lang: Lang, seed: int) -> Round:
    """A new round in a language. Raises ValueError when a style has too few lines for it."""
    styles: list[StyleId] = []
    for place in range(CUSTOMERS):
        free = [style for style in StyleId if styles.count(style) < _TWICE]
        styles.append(free[draw(seed, "style", place, below=len(free))])
    customers: list[Customer] = []
    for place, style in enumerate(styles):
        used = {line for other in customers if other.style is style for line in other.lines}
        customers.append(Customer(style, _lines(tells[style].lines, used, seed, place)))
    return Round(seed, lang, tuple(customers))


def _lines(lines: Sequence[Tell], used: set[int], seed: int, place: int) -> tuple[int, ...]:
    """Lines not used in this round: the faint ones first, as many different traits as there are."""
    order = sorted(
        (number for number in range(len(lines)) if number not in used),
        key=lambda number: draw(seed, "line", place, number, below=_ORDERS),
    )
    chosen = _different(lines, [number for number in order if not lines[number].clear], _FAINT)
    chosen += _different(lines, [number for number in order if lines[number].clear], LINES - _FAINT)
    if len(chosen) < LINES:
        raise ValueError("too few lines of a style")
    return tuple(chosen)


def _different(lines: Sequence[Tell], order: Sequence[int], count: int) -> list[int]:
    first = {lines[number].trait: number for number in reversed(order)}
    ones = [number for number in order if first[lines[number].trait] == number]
    return [*ones, *(number for number in order if number not in ones)][:count]


def heard(customer: Customer, tells: StyleTells, count: int | None = None) -> tuple[Tell, ...]:
    """The lines heard so far, or only the first `count`."""
    shown = customer.shown if count is None else min(count, customer.shown)
    return tuple(tells.lines[number] for number in customer.lines[:shown])


def giveaway(lines: Sequence[Tell]) -> int:
    """The place of the line that gave the style away: the first clear one, or the last of faint ones."""
    return next((place for place, line in enumerate(lines) if line.clear), len(lines) - 1)


def to_json(found: Round) -> dict[str, Any]:
    """The round as JSON values."""
    customers = [
        {
            "style": one.style,
            "lines": list(one.lines),
            "shown": one.shown,
            "wrong": list(one.wrong),
            "named": one.named,
        }
        for one in found.customers
    ]
    return {"seed": found.seed, "lang": found.lang, "customers": customers, "number": found.number}


def from_json(body: object, tells: Mapping[Lang, Mapping[StyleId, StyleTells]]) -> Round | None:
    """The round stored as `body`; None when it is none, or its lines are no longer there."""
    try:
        found = _round(body)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None
    whole = len(found.customers) == CUSTOMERS and 0 <= found.number < CUSTOMERS
    return found if whole and all(_there(one, tells[found.lang]) for one in found.customers) else None


def _round(body: Any) -> Round:
    return Round(
        int(body["seed"]), Lang(body["lang"]), tuple(_customer(one) for one in body["customers"]), int(body["number"])
    )


def _customer(body: Any) -> Customer:
    return Customer(
        StyleId(body["style"]),
        tuple(int(number) for number in body["lines"]),
        int(body["shown"]),
        tuple(StyleId(style) for style in body["wrong"]),
        bool(body["named"]),
    )


def _there(customer: Customer, tells: Mapping[StyleId, StyleTells]) -> bool:
    lines = tells[customer.style].lines
    return len(customer.lines) == LINES and all(0 <= number < len(lines) for number in customer.lines)
