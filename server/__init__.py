"""The central document server: HTTP, storage, registers, feed, journal; the rulebook's executor with authority."""
