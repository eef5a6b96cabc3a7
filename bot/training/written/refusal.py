"""Texts that are no answer: they get no points, and are told why."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.base.language import Lang
from bot.language.moves import Analysis, MoveKind
from bot.language.normalise import length_in_words, plain
from bot.training.items import Item
from bot.training.written.types import Refusal
from bot.training.written.words import copied

# Fewer Chinese characters, or words, do nothing that could be marked.
_FEWEST = {Lang.ZH: 4, Lang.EN: 3}
# Sentences of one's own share a run of letters now and then; this much is somebody else's sentence.
_COPIED = 0.75
# Ordinary sentences with "write" or "say" in them are now and then suspected of giving orders.
_CERTAIN = 0.9
# Different characters among the first ones: fewer are a key held down.
_LEAST_VARIED = 4
_LATIN = re.compile(r"[a-z]+")
_VOWEL = re.compile(r"[aeiouy]")
_HAN = re.compile(r"[㐀-鿿]")
_LONGEST_CLUSTER = re.compile(r"[bcdfghjklmnpqrstvwxz]{6,}")
# Orders to whoever marks, beside those that the analyser knows.
_ORDERS = re.compile(
    r"(?:给|打|判)(?:我|这题|这道题)?.{0,6}(?:满分|一百分|100\s*分)|(?:忽略|无视).{0,10}(?:指令|规则|要求|评分)"
    r"|full marks|100 (?:points|out of 100|%)|ignore .{0,30}(?:instructions|rules|rubric)"
    r"|mark (?:this|me) (?:as )?(?:right|100)"
    r"|system prompt|<\s*/?\s*(?:system|script)",
    re.IGNORECASE,
)


def refusal(item: Item, lang: Lang, said: str, analysis: Analysis, examples: Iterable[str]) -> Refusal | None:
    """Why `said` is no answer to the item, or None. `examples` are the content's example answers, of any item."""
    spoken = plain(said).lower()
    if length_in_words(spoken) < _FEWEST[analysis.lang]:
        return Refusal.EMPTY
    if _ORDERS.search(spoken) or analysis.has(MoveKind.INJECTION, _CERTAIN):
        return Refusal.INSTRUCTION
    if _gibberish(spoken):
        return Refusal.GIBBERISH
    line = item.wording[lang].said
    if line is not None and copied(said, line) >= _COPIED and length_in_words(spoken) <= 1.3 * length_in_words(line):
        return Refusal.COPIED_LINE
    if any(copied(said, example) >= _COPIED for example in examples):
        return Refusal.COPIED_EXAMPLE
    return None


def _gibberish(spoken: str) -> bool:
    """A key held down, or letters that make no words."""
    letters = [char for char in spoken if char.isalnum()]
    if len(set(letters)) < _LEAST_VARIED:
        return True
    if _HAN.search(spoken):
        return False
    words = _LATIN.findall(spoken)
    odd = [word for word in words if _LONGEST_CLUSTER.search(word) or (len(word) > 2 and not _VOWEL.search(word))]
    return not words or len(odd) * 3 > len(words)
