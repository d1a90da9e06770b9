"""Taking files in: which, for which entity, and what became of each (B71)."""
