"""Every check by id, in the rubric's order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from bot.training.grading import dealing, discovery
from bot.training.grading.transcript import Transcript
from bot.training.grading.types import Outcome

Check = Callable[[Transcript], Outcome]

CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "open.rapport": discovery.rapport,
        "open.permission": discovery.permission,
        "open.praise": discovery.praise,
        "find.situation": discovery.situation,
        "find.not_interrogating": discovery.not_interrogating,
        "find.problem": discovery.problem,
        "find.implication": discovery.implication,
        "find.payoff": discovery.payoff,
        "find.order": discovery.order,
        "find.explicit": discovery.explicit,
        "listen.link": discovery.link,
        "listen.summary": discovery.summary,
        "listen.brief": discovery.brief,
        "offer.tied": dealing.tied,
        "offer.proof": dealing.proof,
        "style.opening": discovery.style_opening,
        "style.pace": discovery.style_pace,
        "style.close": dealing.style_close,
        "objection.heard": dealing.heard,
        "objection.formula": dealing.formula,
        "objection.specific": dealing.specific,
        "objection.smokescreen": dealing.smokescreen,
        "deal.no_early_concession": dealing.no_early_concession,
        "deal.next_step": dealing.next_step,
        "deal.advance": dealing.advance,
        "keep.taboos": dealing.taboos,
        "keep.honest": dealing.honest,
        "keep.lawful": dealing.lawful,
        "keep.prepared": discovery.prepared,
    }
)
