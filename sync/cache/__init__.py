"""The encrypted cache of a desk: records, lists, counts, search; `sync.profile` opens it with everything around it."""

from sync.cache.cache import Cache, Changed, open_cache

__all__ = ["Cache", "Changed", "open_cache"]
