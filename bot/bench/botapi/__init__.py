"""A Bot API server for tests and benches that refuses what Telegram refuses."""

from .chats import ANONYMOUS_ADMIN, Answer, Button, Message
from .faults import Fault
from .limits import UNLIMITED, Limits, ManualClock, Rate
from .people import Group, Person
from .server import DEFAULT_TOKEN, BotApi
from .world import Bot, Entry

__all__ = [
    "ANONYMOUS_ADMIN",
    "DEFAULT_TOKEN",
    "UNLIMITED",
    "Answer",
    "Bot",
    "BotApi",
    "Button",
    "Entry",
    "Fault",
    "Group",
    "Limits",
    "ManualClock",
    "Message",
    "Person",
    "Rate",
]
