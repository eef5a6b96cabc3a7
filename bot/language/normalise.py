"""Text as matching sees it, with the way back: every character of it knows where in the original it came from."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.base.language import Lang
from bot.language.hanzi import simplify

# Typographic variants that NFKC leaves alone but people type interchangeably.
_PLAIN = str.maketrans(
    {"‘": "'", "’": "'", "´": "'", "`": "'", "“": '"', "”": '"', "「": '"', "」": '"', "『": '"', "』": '"'}
    | {"—": "-", "–": "-", "−": "-", "﹣": "-"}
)
_DROPPED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_RUNS = frozenset("?!.。,;~-")
_PASSES = 4


@dataclass(frozen=True, slots=True)
class Normalised:
    """`text` is normalised; its character `i` came from `source[starts[i]:ends[i]]`."""

    source: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the source that the (not empty) span `start`–`end` of `text` came from."""
        return self.starts[start], max(self.ends[start:end])


_Piece = tuple[str, int, int]
# What is plain already: printable ASCII without a backquote, blanks at the ends, doubled blanks or runs of one mark.
_PLAIN_ALREADY = re.compile(r"(?!.*(?:  |([?!.,;~-])\1))[!-_a-~](?:[ -_a-~]*[!-_a-~])?")


# One utterance is asked for five times in its turn; a few conversations at once are remembered, no more.
@lru_cache(maxsize=128)
def normalise(source: str) -> Normalised:
    """NFKC, simplified characters, plain quotes and stops, single spaces, no control or surrogate characters.

    Total and idempotent: normalising the result's text changes nothing.
    """
    if _PLAIN_ALREADY.fullmatch(source):
        return Normalised(source, source, tuple(range(len(source))), tuple(range(1, len(source) + 1)))
    pieces: list[_Piece] = [(char, i, i + 1) for i, char in enumerate(source)]
    for _ in range(_PASSES):
        folded = _squeezed(_folded(pieces))
        if folded == pieces:
            break
        pieces = folded
    return Normalised(
        source,
        "".join(piece[0] for piece in pieces),
        tuple(piece[1] for piece in pieces),
        tuple(piece[2] for piece in pieces),
    )


def plain(source: str) -> str:
    """Only the normalised text of `source`."""
    return normalise(source).text


def _folded(pieces: list[_Piece]) -> list[_Piece]:
    """Each cluster (a character and the combining marks after it) in its compatible, simplified form."""
    result: list[_Piece] = []
    i = 0
    while i < len(pieces):
        char, start, end = pieces[i]
        i += 1
        if char.isascii() and (i == len(pieces) or pieces[i][0].isascii()):
            result.extend(_kept(char, start, end))
            continue
        while i < len(pieces) and unicodedata.combining(pieces[i][0]):
            char, end = char + pieces[i][0], max(end, pieces[i][2])
            i += 1
        result.extend(_kept(char, start, end))
    return result


def _kept(cluster: str, start: int, end: int) -> list[_Piece]:
    return [(char, start, end) for char in _clean(cluster)]


# People write with a few thousand characters at most.
@lru_cache(maxsize=8192)
def _clean(cluster: str) -> str:
    """A cluster's compatible form: simplified, plain, a blank for any white space, nothing for what is not seen."""
    folded = cluster if cluster.isascii() else unicodedata.normalize("NFKC", cluster)
    seen = (" " if char.isspace() else char for char in folded.translate(_PLAIN))
    return "".join(simplify(char) for char in seen if unicodedata.category(char) not in _DROPPED)


def _squeezed(pieces: list[_Piece]) -> list[_Piece]:
    """Without blanks at the ends, doubled blanks or runs of one punctuation mark (a run keeps its whole span)."""
    result: list[_Piece] = []
    for char, start, end in pieces:
        if result and result[-1][0] == char and (char == " " or char in _RUNS):
            result[-1] = (char, result[-1][1], max(end, result[-1][2]))
        elif result or char != " ":
            result.append((char, start, end))
    if result and result[-1][0] == " ":
        result.pop()
    return result


_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]")
_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?")


def detect_lang(text: str) -> Lang:
    """Chinese if `text` holds at least half as many Chinese characters as Latin words, else English."""
    han = len(_HAN.findall(text))
    return Lang.ZH if han and han * 2 >= len(_WORD.findall(text)) else Lang.EN


def decided_lang(text: str) -> Lang | None:
    """The language of `text` if its words decide it: figures, signs and abbreviations (PO, SLA) are said in both."""
    lang = detect_lang(text)
    return lang if lang is Lang.ZH or re.search(r"[a-z]", text) else None


def length_in_words(text: str) -> int:
    """How long a text is to its hearer: Chinese characters plus Latin words and numbers."""
    return len(_HAN.findall(text)) + len(re.findall(r"[A-Za-z0-9][A-Za-z0-9'.%]*", text))


# A sentence ends at its mark (with closing quotes) or at a line's end; a full stop only before a blank, so that
# "1.5" and "a.m" stay whole.
_SENTENCE = re.compile(r"[!?;。]+[\"')\]]*|\.[\"')\]]*(?=\s|$)|(?<=[㐀-鿿])\.")
_CLAUSE = re.compile(r"[,:;~]+|\s-\s|(?<=[㐀-鿿])\s+(?=[㐀-鿿])")
_MIN_CLAUSE = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch `start`–`end` of a normalised text."""

    start: int
    end: int


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a normalised text, trimmed, none empty, in order."""
    return _cut(text, Span(0, len(text)), _SENTENCE)


def clauses(text: str, sentence: Span) -> tuple[Span, ...]:
    """The clauses of one sentence; one shorter than four words (or Chinese characters) joins the next."""
    joined: list[Span] = []
    for span in _cut(text, sentence, _CLAUSE):
        if joined and length_in_words(text[joined[-1].start : joined[-1].end]) < _MIN_CLAUSE:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return tuple(joined)


def _cut(text: str, within: Span, at: re.Pattern[str]) -> tuple[Span, ...]:
    ends = [match.end() for match in at.finditer(text, within.start, within.end)]
    bounds = [within.start, *ends, within.end]
    trimmed = (_trim(text, a, b) for a, b in pairwise(bounds))
    return tuple(span for span in trimmed if any(char.isalnum() for char in text[span.start : span.end]))


def _trim(text: str, start: int, end: int) -> Span:
    lead = len(text[start:end]) - len(text[start:end].lstrip(" ,;:-~"))
    tail = len(text[start:end]) - len(text[start:end].rstrip(" ,;:-~"))
    return Span(min(start + lead, end), max(end - tail, min(start + lead, end)))


__all__ = [
    "Normalised",
    "Span",
    "clauses",
    "decided_lang",
    "detect_lang",
    "length_in_words",
    "normalise",
    "plain",
    "sentences",
]
