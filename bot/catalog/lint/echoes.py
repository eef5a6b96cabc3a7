"""Replies that say again what the reply to another objection says, and items that ask again what another asks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.parsed import Parsed
from bot.language.encoder import Encoder
from bot.training.items import Item
from bot.training.objections import Reply

# So many characters or words in a row are a stock sentence. Proper variety stays below: see docs/content.md.
RUN = {Lang.ZH: 10, Lang.EN: 7}
# Cosine of the sentence vectors from which two replies mean the same. Most pairs lie below 0.5.
SAME = 0.80
# Cosine from which two items ask the same: questions are compared together with their right answers, so that a list
# of utterances to label is not taken for one item. Of a hundred thousand pairs all but a handful lie below 0.65.
SAME_ITEM = 0.70
_WORDS = {Lang.ZH: re.compile(r"[一-鿿]"), Lang.EN: re.compile(r"[a-z']+")}


@dataclass(frozen=True, slots=True)
class _Place:
    objection: str
    number: int
    reply: Reply


def check(content: Parsed, findings: list[Finding], encoder: Encoder | None) -> None:
    """Append what repeats across objections; meanings are compared only with an encoder."""
    for lang in Lang:
        replies = [
            _Place(one.id, number, reply)
            for one in content.objections.values()
            for number, reply in enumerate(one.wording[lang].replies)
        ]
        pairs = dict.fromkeys(_same_words(replies, lang), "the same words in a row as")
        if encoder is not None:
            pairs = dict.fromkeys(_same_meaning(replies, lang, encoder), "means the same as") | pairs
        for (later, earlier), how in pairs.items():
            where = (lang.value, "replies", later.number)
            findings.append(content.objection(later.objection, "reply-echo", f"{how} {earlier.objection}", *where))


def check_items(content: Parsed, findings: list[Finding], encoder: Encoder | None) -> None:
    """Append live items that ask what another one asks; nothing is compared without an encoder."""
    if encoder is None:
        return
    live = [placed for placed in content.items if placed.item.live]
    for lang in Lang:
        vectors = encoder.encode([_asked(placed.item, lang) for placed in live])
        for later, earlier in np.argwhere(np.tril(vectors @ vectors.T, -1) >= SAME_ITEM):
            message = f"means the same as {live[earlier].item.id}"
            findings.append(live[later].finding("item-echo", message, lang.value, "question"))


def _asked(item: Item, lang: Lang) -> str:
    wording = item.wording[lang]
    return " ".join((wording.question, wording.said or "", *(wording.options[index] for index in item.correct)))


def _same_words(replies: list[_Place], lang: Lang) -> Iterator[tuple[_Place, _Place]]:
    """Pairs with a run of words in common, within one of the four parts."""
    seen: dict[tuple[str, ...], _Place] = {}
    for place in replies:
        for part in place.reply.parts:
            words = _WORDS[lang].findall(part.lower())
            for start in range(len(words) - RUN[lang] + 1):
                first = seen.setdefault(tuple(words[start : start + RUN[lang]]), place)
                if first.objection != place.objection:
                    yield place, first


def _same_meaning(replies: list[_Place], lang: Lang, encoder: Encoder) -> Iterator[tuple[_Place, _Place]]:
    vectors = encoder.encode([place.reply.spoken(lang) for place in replies])
    for later, earlier in np.argwhere(np.tril(vectors @ vectors.T, -1) >= SAME):
        if replies[later].objection != replies[earlier].objection:
            yield replies[later], replies[earlier]
