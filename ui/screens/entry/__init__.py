"""Signing in, and the change of the first password."""
