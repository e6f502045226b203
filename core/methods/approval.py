"""Approval: any number of marks, most votes first."""

from core.methods import marks

METHOD = marks.method("approval", lambda settings: len(settings.options))
