"""Where the data files are: beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_INSTALLED = _PACKAGE / "_data"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def content_dir() -> Path:
    """The folder with lessons, items, objections, scenarios and texts."""
    return _ROOT / "content"


def shipped_head() -> Path:
    """The trained head of the analyser that comes with the content; `make train` writes it."""
    return content_dir() / "moves" / "head.npz"


def shipped_asks() -> Path:
    """What customers of all trades are asked and offered, as bytes; `make train` writes it."""
    return content_dir() / "scenarios" / "asks.npz"


def shipped_objections() -> Path:
    """What was learnt of the built-in objections' phrasings; `make train` writes it."""
    return content_dir() / "objections" / "learnt.npz"


@dataclass(frozen=True, slots=True)
class Shipped:
    """What was learnt from the content and comes with it; where a file is left out, it is learnt or encoded anew.

    `head`: of the analyser. `asks`: where the questions of all trades point. `objections`: see `language.learnt`.
    """

    head: Path | None = None
    asks: Path | None = None
    objections: Path | None = None


NOTHING_SHIPPED = Shipped()


def shipped() -> Shipped:
    """All that comes with the content."""
    return Shipped(shipped_head(), shipped_asks(), shipped_objections())


def picture_font() -> Path:
    """The font of all pictures: Noto Sans SC, Chinese and Latin letters without emoji."""
    return content_dir() / "fonts" / "dojo-sans.otf"


def migrations_dir() -> Path:
    """The folder with the Alembic environment."""
    return _ROOT / "migrations"
