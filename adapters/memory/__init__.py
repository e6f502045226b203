"""A chat network in memory: for the demo, for tests, for trying things out."""

from adapters.memory.network import LIMITS, Memory
from adapters.memory.people import Chat, Group, Person, Shown, Toast, Traffic

__all__ = ["LIMITS", "Chat", "Group", "Memory", "Person", "Shown", "Toast", "Traffic"]
