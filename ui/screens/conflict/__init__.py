"""A conflict: what I wanted, what the document is now, and my decision (B99)."""
