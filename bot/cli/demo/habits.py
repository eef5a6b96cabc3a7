"""How people of a demo team learn: diligent, fading, strong in one thing, weak in another."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Habit:
    """`often`: the chance of training on a workday, `weekend` on another; `plays`: role-plays a week.

    `base`: the chance of a right answer at the beginning, `growth` what it gains until today. `until`: the share of the
    time after which they hardly train any more; `since`: the share at which they came. `strong`, `weak`: skills;
    `rising`: the skill that gets better in the last weeks. `misses`: the rubric's check that they seldom meet.
    """

    often: float
    weekend: float = 0.1
    plays: float = 1.0
    base: float = 0.6
    growth: float = 0.15
    until: float = 1.0
    since: float = 0.0
    strong: str = ""
    weak: str = ""
    rising: str = ""
    misses: str = ""


# The first of a team are these, so that a small one has all kinds; from there on they are drawn.
HABITS = (
    Habit(0.92, plays=2.2, base=0.66, misses="find.implication"),
    Habit(0.97, 0.5, plays=1.2, growth=0.25),
    Habit(0.85, plays=0.6, base=0.62, until=0.8),
    Habit(0.8, plays=1.5, strong="objections", misses="deal.next_step"),
    Habit(0.75, plays=0.5, weak="quoting"),
    Habit(0.9, plays=1.0, base=0.5, rising="spin"),
    Habit(0.55, plays=3.0, base=0.58, misses="listen.summary"),
    Habit(0.7, plays=0.4, since=0.85),
    Habit(0.88, 0.3, plays=0.8, base=0.7, strong="styles"),
    Habit(0.35, plays=0.2, base=0.5, weak="empathy"),
    Habit(0.82, plays=1.4, growth=0.3, rising="empathy"),
    Habit(0.0, plays=0.0),
)


def habit(number: int, rng: random.Random) -> Habit:
    """How the person of that number (from 0) learns."""
    return HABITS[number] if number < len(HABITS) else rng.choice(HABITS[:-1])
