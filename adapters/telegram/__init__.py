"""Telegram: its updates, its requests, its errors."""

from adapters.telegram.network import LIMITS, Telegram

__all__ = ["LIMITS", "Telegram"]
