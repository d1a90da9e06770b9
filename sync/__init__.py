"""Both ends' contract (`protocol`) and the desktop's half of it: encrypted cache, outbox, file store, engine."""
