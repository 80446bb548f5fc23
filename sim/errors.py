"""The errors a user can cause. Each is shown as plain text, never as a traceback."""

from __future__ import annotations


class DesistError(Exception):
    """A problem the user can mend; ``exit_code`` is what the command returns."""

    exit_code = 2


class StoppedError(DesistError):
    """Work that had to end early; what is finished is kept, and can be gone on with."""

    exit_code = 3


class ConservationError(Exception):
    """A run lost or counted twice a person, a case or an offence: a fault of the program."""
