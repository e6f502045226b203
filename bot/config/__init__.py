"""config.toml: its tables, how it is read, and everything that can be wrong with it."""

from bot.config.load import ConfigError, load
from bot.config.model import Config, EventTable

__all__ = ["Config", "ConfigError", "EventTable", "load"]
