"""Approval: any number of marks, most votes first."""

from core.methods.marks import candidates, method
from core.methods.model import Form

METHOD = method("approval", Form.MARKS, maximum=candidates)
