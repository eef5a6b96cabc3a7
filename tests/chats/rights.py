"""Who may press what: every button of every area that has to do with teams.

An action that has no line here fails `test_rights.py`, and so does a line without an action.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping

from telegram.ext import CallbackQueryHandler

from bot.handlers import registry

# Everybody there is in the story of `test_rights.py`, by what they are to the team "Northern".
HEAD = "head"  # owns the organisation, is not in the team
OWNER, MANAGER, REP = "owner", "manager", "rep"
MATE = "mate"  # another rep
REMOVED = "removed"  # was in the team
OUTSIDER = "outsider"  # is in no team
RIVAL = "rival"  # owns a team and an organisation elsewhere

EVERYBODY = (HEAD, OWNER, MANAGER, REP, MATE, REMOVED, OUTSIDER, RIVAL)
IN_IT = frozenset({OWNER, MANAGER, REP, MATE})
SEE_IT = IN_IT | {HEAD}
LEAD_IT = frozenset({OWNER, MANAGER, HEAD})
# A digest is set by those who lead the team from within.
LEAD_IN_IT = frozenset({OWNER, MANAGER})
OWN_IT = frozenset({OWNER, HEAD})
HEADS = frozenset({HEAD})
THE_REP = frozenset({REP})
# Who was given the assignment.
THE_MATE = frozenset({MATE})
# A form, a preview or a file belongs to who began it: nobody else's button reaches it.
ITS_SENDER = frozenset({OWNER})
NOBODY_ELSE = frozenset[str]()

# Area and action: the button's data behind them, and who may press it. `{…}` stands for the number of a row:
# test_rights.py says which, and puts one that does not exist in its place to compare.
MATRIX: Mapping[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("team", "in"): ("{organisation}", HEADS),
    ("team", "open"): ("{team}", SEE_IT),
    ("team", "digest"): ("{team}", LEAD_IT),
    ("team", "when"): ("{team}", LEAD_IN_IT),
    ("team", "at"): ("{team}:600", LEAD_IN_IT),
    ("team", "settings"): ("{team}", OWN_IT),
    ("team", "rename"): ("{team}", OWN_IT),
    ("team", "view"): ("{team}:30", OWN_IT),
    ("team", "archive"): ("{team}", OWN_IT),
    ("team", "archive_yes"): ("{team}", OWN_IT),
    ("team", "restore"): ("{archived}", HEADS),
    ("team", "leave"): ("{team}", IN_IT),
    ("team", "leave_yes"): ("{team}", IN_IT),
    ("dg", "open"): ("{team}", LEAD_IT),
    ("dg", "coach"): ("{team}", LEAD_IT),
    ("dg", "praise"): ("{team}:{mate}:objections", LEAD_IT),
    ("dg", "heat"): ("{team}", LEAD_IT),
    ("dg", "when"): ("{team}", LEAD_IN_IT),
    ("dg", "at"): ("{team}:600", LEAD_IN_IT),
    ("dg", "on"): ("{team}:2", LEAD_IN_IT),
    ("dd", "open"): ("{team}:0", LEAD_IT),
    ("dd", "team"): ("{team}:0", LEAD_IT),
    ("dd", "show"): ("{team}:{rep}", LEAD_IT),
    ("dd", "person"): ("{team}:{rep}", LEAD_IT),
    ("dd", "skill"): ("{team}:{rep}:needs", LEAD_IT),
    ("dd", "log"): ("{team}:{rep}:0", LEAD_IT),
    ("dd", "play"): ("{team}:{rep}:{session}", LEAD_IT),
    ("as", "list"): ("{team}:0", LEAD_IT),
    ("as", "open"): ("{assignment}:0", LEAD_IT),
    ("as", "look"): ("{assignment}", LEAD_IT),
    ("as", "cancel"): ("{assignment}:0", LEAD_IT),
    ("as", "cancel_yes"): ("{assignment}", LEAD_IT),
    ("as", "new"): ("{team}", LEAD_IT),
    ("as", "suggest"): ("{team}:{mate}:skill:spin", LEAD_IT),
    ("as", "show"): ("{assignment}", THE_MATE),
    ("as", "go"): ("{assignment}", THE_MATE),
    ("as", "no"): ("{assignment}", THE_MATE),
    ("as", "why"): ("{assignment}:time", THE_MATE),
    ("rep", "ask"): ("{team}", LEAD_IT),
    ("rep", "for"): ("{team}:30", LEAD_IT),
    ("rep", "file"): ("{team}:30:csv", LEAD_IT),
    ("in", "list"): ("{team}:0", LEAD_IT),
    ("in", "open"): ("{report}:0", LEAD_IT),
    ("in", "back"): ("{report}:0", LEAD_IT),
    ("in", "dismiss"): ("{report}:0", LEAD_IT),
    ("in", "answer"): ("{report}", LEAD_IT),
    ("ti", "list"): ("{team}:0", LEAD_IT),
    ("ti", "open"): ("{item}:0", LEAD_IT),
    ("ti", "remove"): ("{item}:0", LEAD_IT),
    ("ti", "remove_yes"): ("{item}", LEAD_IT),
    ("ti", "change"): ("{item}", LEAD_IT),
    ("ti", "fact"): ("{item}", SEE_IT),
    ("ti", "how"): ("{team}", LEAD_IT),
    ("ti", "add"): ("{facts}", ITS_SENDER),
    ("ti", "drop"): ("{facts}", ITS_SENDER),
    ("ti", "undo"): ("{facts}", ITS_SENDER),
    ("iv", "new"): ("{team}:5:30:manager", LEAD_IT),
    ("iv", "make"): ("{team}:5:30:manager", LEAD_IT),
    ("iv", "list"): ("{team}:0", LEAD_IT),
    ("iv", "open"): ("{invite}", LEAD_IT),
    ("iv", "revoke"): ("{invite}", LEAD_IT),
    ("iv", "drop"): ("{invite}", LEAD_IT),
    ("mb", "list"): ("{team}:0", LEAD_IT),
    ("mb", "open"): ("{team}:{mate}", LEAD_IT),
    ("mb", "role"): ("{team}:{mate}:manager", OWN_IT),
    ("mb", "out"): ("{team}:{mate}", LEAD_IT),
    ("mb", "out_yes"): ("{team}:{mate}", LEAD_IT),
    ("mb", "give"): ("{team}:{mate}", frozenset({OWNER, MANAGER, HEAD})),
    ("mb", "give_yes"): ("{team}:{mate}", frozenset({OWNER})),
    ("org", "open"): ("{organisation}", HEADS),
    ("org", "rename"): ("{organisation}", HEADS),
    ("org", "owners"): ("{organisation}", HEADS),
    ("org", "who"): ("{organisation}:{owner}", HEADS),
    ("org", "add"): ("{organisation}:{owner}", HEADS),
    ("org", "give"): ("{organisation}:{owner}", HEADS),
    ("org", "out"): ("{organisation}:{head}", HEADS),
    ("org", "out_yes"): ("{organisation}:{head}", HEADS),
    ("org", "down"): ("{organisation}", HEADS),
    ("org", "down_yes"): ("{organisation}", HEADS),
    ("sh", "ask"): ("{session}", THE_REP),
    ("sh", "give"): ("{session}:{team}", THE_REP),
    ("sh", "take"): ("{session}:{team}", THE_REP),
    ("sh", "back"): ("{session}:{team}", THE_REP),
    ("sh", "read"): ("{session}:{team}:0", LEAD_IT),
    ("tr", "list"): ("{team}:0", SEE_IT),
    ("tr", "open"): ("{reply}:0:0", SEE_IT),
    ("tr", "new"): ("{team}", LEAD_IT),
    ("tr", "more"): ("{reply}", LEAD_IT),
    ("tr", "also"): ("{reply}", LEAD_IT),
    ("tr", "delete"): ("{reply}:0", LEAD_IT),
    ("tr", "delete_yes"): ("{reply}", LEAD_IT),
    ("tr", "cats"): ("{form}", ITS_SENDER),
    ("tr", "cat"): ("{form}:price", ITS_SENDER),
    ("tr", "drop"): ("{form}", ITS_SENDER),
    ("tr", "add"): ("{form}", ITS_SENDER),
    ("tr", "back"): ("{deleted}", ITS_SENDER),
    ("tf", "how"): ("{team}", LEAD_IT),
    ("tf", "for"): ("{team}", LEAD_IT),
    ("tf", "add"): ("{upload}", ITS_SENDER),
    ("tf", "drop"): ("{upload}", ITS_SENDER),
    ("tf", "undo"): ("{upload}", ITS_SENDER),
    ("un", "yes"): ("{asked}", THE_REP),
    ("un", "no"): ("{asked}", THE_REP),
    ("un", "list"): ("{team}:0", LEAD_IT),
    ("un", "show"): ("{team}", LEAD_IT),
    ("un", "open"): ("{question}:0", LEAD_IT),
    ("un", "dismiss"): ("{question}:0", LEAD_IT),
    ("un", "answer"): ("{question}", LEAD_IT),
    ("grp", "team"): ("{team}", LEAD_IT),
    ("grp", "card"): ("", LEAD_IT),
    ("grp", "open"): ("days", LEAD_IT),
    ("grp", "lang"): ("zh", LEAD_IT),
    ("grp", "at"): ("600", LEAD_IT),
    ("grp", "day"): ("3", LEAD_IT),
    ("grp", "days"): ("127", LEAD_IT),
    ("grp", "board"): ("1", LEAD_IT),
    ("grp", "stop"): ("", LEAD_IT),
    ("grp", "resume"): ("", LEAD_IT),
}
# Buttons that name nothing but the presser's own, or nothing at all.
OWN_ALONE = {
    ("team", "create"),
    ("team", "list"),
    ("team", "join"),  # by the token of a link: see `test_links_tell_nothing`
    ("team", "decline"),
    ("sh", "mine"),
    ("grp", "join"),
    ("grp", "leave"),
    ("as", "mine"),
    # The steps of the assignment that the presser is about to give.
    *(("as", step) for step in ("again", "by", "in", "what", "people", "who", "when", "due", "give", "drop")),
}
# Areas that have nothing to do with teams: whatever number is forged, only the presser's own rows may move.
PERSONAL = frozenset(
    {
        "set",
        "push",
        "drill",
        "tb",
        "rp",
        "gs",
        "seat",
        "obj",
        "own",
        "practise",
        "learn",
        "prog",
        "mist",
        "check",
        "privacy",
    }
)


def areas() -> Iterator[tuple[str, set[str]]]:
    """Every area of the registry with its actions."""
    modules = [module for module in vars(registry).values() if inspect.ismodule(module)]
    for handler in registry.handlers():
        if not isinstance(handler, CallbackQueryHandler) or handler.pattern is None:
            continue
        area, _, only = handler.pattern.pattern.strip("^:").partition(":")
        if only:
            # Old buttons that another module has taken over: the pattern names the actions.
            yield area, set(only.strip("()").split("|"))
            continue
        (module,) = [one for one in modules if getattr(one, "press", None) is handler.callback]
        tables = [getattr(module, name, {}) for name in ("ACTIONS", "AHEAD", "_ACTIONS")]
        yield area, {name for table in tables for name in table}
