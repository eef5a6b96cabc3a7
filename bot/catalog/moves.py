"""`content/moves/**` → what the analyser learns from. The format is described in docs/content.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from bot.base.language import Lang
from bot.catalog.findings import Finding
from bot.catalog.reader import Reader
from bot.catalog.strict_yaml import Doc
from bot.language.category import Category, Pushback
from bot.language.data import Cue, CueKind, Example, MoveRules, Rule
from bot.language.moves import MoveKind
from bot.language.objection_space import key


def load_rules(docs: Iterable[Doc], findings: list[Finding]) -> MoveRules:
    """Rules and cues from `rules.<lang>.yaml`."""
    rules: list[Rule] = []
    cues: list[Cue] = []
    for doc in docs:
        top = Reader(doc, findings)
        lang = _lang(top)
        rules.extend(_rule(reader, lang) for reader in top.children("rules"))
        cues.extend(_cue(reader, lang) for reader in top.children("cues"))
        top.done()
    return MoveRules(tuple(rules), tuple(cues))


def load_examples(docs: Iterable[Doc], findings: list[Finding]) -> tuple[Example, ...]:
    """The sentences of `examples/`, in the order of the files."""
    examples: list[Example] = []
    for doc in docs:
        top = Reader(doc, findings)
        examples.extend(_examples(top, _lang(top)))
        top.done()
    return tuple(examples)


def load_pushback(docs: Iterable[Doc], findings: list[Finding]) -> tuple[Pushback, ...]:
    """What customers say against buying, by kind, from `pushback.<lang>.yaml`."""
    said: dict[str, Pushback] = {}
    for doc in docs:
        top = Reader(doc, findings)
        _lang(top)
        for category in Category:
            for index, line in enumerate(top.texts(category.value, at_least=1)):
                known = said.setdefault(key(line) or line, (line, category))
                if known[0] is not line:
                    top.fail(f"also under {known[1].value}: {line}", category.value, index, code="said-twice")
        top.done()
    return tuple(said.values())


def load_everyday(docs: Iterable[Doc], findings: list[Finding]) -> tuple[Example, ...]:
    """The harmless sentences of `everyday.<lang>.yaml`: for measuring false alarms, never for training."""
    sentences: list[Example] = []
    for doc in docs:
        top = Reader(doc, findings)
        lang = _lang(top)
        sentences.extend(_example(reader, lang, ()) for reader in top.children("sentences"))
        top.done()
    return tuple(sentences)


def _lang(top: Reader) -> Lang:
    """The language by the key `lang`, else by the file's name (`rules.zh.yaml`)."""
    if top.has("lang"):
        return top.choice("lang", Lang)
    suffix = PurePosixPath(top.doc.path).stem.rpartition(".")[2]
    for lang in Lang:
        if lang.value == suffix:
            return lang
    top.fail("no language: neither a key lang nor a name such as rules.zh.yaml")
    return Lang.ZH


def _examples(top: Reader, lang: Lang) -> Iterator[Example]:
    own = (top.choice("label", MoveKind),) if top.has("label") else ()
    for reader in top.children("examples"):
        yield _example(reader, lang, own)
    for reader in top.children("near_miss"):
        if not reader.has("is"):
            reader.fail("a near miss says what it is: is: […]")
        yield _example(reader, lang, ())


def _example(reader: Reader, lang: Lang, own: tuple[MoveKind, ...]) -> Example:
    """A sentence: `is` gives all its labels, otherwise they are the file's own and those in `also`."""
    labels = reader.choices("is", MoveKind) if reader.has("is") else (*own, *reader.choices("also", MoveKind))
    example = Example(
        text=reader.text("t"),
        lang=lang,
        labels=labels,
        context=reader.text_or_none("context"),
        held_out=reader.flag("held"),
    )
    reader.done()
    return example


def _rule(reader: Reader, lang: Lang) -> Rule:
    rule = Rule(
        label=reader.choice("label", MoveKind),
        lang=reader.choice("lang", Lang) if reader.has("lang") else lang,
        pattern=reader.pattern("pattern"),
        unless=reader.pattern("unless") if reader.has("unless") else None,
        context=reader.pattern("context") if reader.has("context") else None,
        floor=reader.share("floor"),
        cap=reader.share("cap"),
    )
    reader.done()
    return rule


def _cue(reader: Reader, lang: Lang) -> Cue:
    cue = Cue(
        kind=reader.choice("cue", CueKind),
        lang=reader.choice("lang", Lang) if reader.has("lang") else lang,
        pattern=reader.pattern("pattern"),
    )
    reader.done()
    return cue
