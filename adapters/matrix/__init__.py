"""Matrix: its rooms, its events, its errors, its encryption.

Requests go over one aiohttp session directly and not through nio's client, which checks every sync against JSON
schemas in the event loop and retries by itself. Of nio comes the handling of Olm accounts, sessions and devices, in
`machine` and below it; it takes half a second to import, so only the process that encrypts does.
"""

from adapters.matrix.keeping import Keeper, Kept, MemoryKeeper
from adapters.matrix.network import Matrix
from adapters.matrix.rooms import Invitation

__all__ = ["Invitation", "Keeper", "Kept", "Matrix", "MemoryKeeper"]
