"""Where the data files are: beside the code in a checkout, inside the package in an installed wheel."""

from __future__ import annotations

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


def picture_font() -> Path:
    """The font of all pictures: Noto Sans SC, Chinese and Latin letters without emoji."""
    return content_dir() / "fonts" / "dojo-sans.otf"


def migrations_dir() -> Path:
    """The folder with the Alembic environment."""
    return _ROOT / "migrations"
