"""Matrix: its rooms, its events, its errors. No encryption yet.

Requests go over one aiohttp session directly and not through nio: of nio's client we would use only
the HTTP calls, and it checks every sync against JSON schemas in the event loop, retries by itself,
and takes 0.4 s to import. It earns its place with encryption.
"""

from adapters.matrix.network import Matrix
from adapters.matrix.rooms import Invitation, Keeper, Kept, MemoryKeeper

__all__ = ["Invitation", "Keeper", "Kept", "Matrix", "MemoryKeeper"]
