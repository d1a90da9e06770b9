"""Registering an incoming document: the fields read from the page, beside the page (B72–B76)."""
