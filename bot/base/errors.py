"""Errors. An expected outcome carries the id of the text its user reads; everything else is a defect."""

from __future__ import annotations


class DojoError(Exception):
    """The base of every error the dojo raises itself."""


class Refused(DojoError):
    """An expected outcome that a user is told about.

    `message_id` names an entry of the text tables in `content/texts`; `params` fill its placeholders.
    """

    def __init__(self, message_id: str, **params: object) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.params = params


class ContentError(DojoError):
    """The content files are not fit to run with; the message lists every finding."""


class ConfigError(DojoError):
    """A setting is wrong; the message is a sentence for the operator."""
