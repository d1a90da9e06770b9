"""The list of a folder: rows over a window of the cache, filters, choice of many."""
