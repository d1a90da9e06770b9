"""Drafting an outgoing document: what the officer fills in, from which the page is composed."""
