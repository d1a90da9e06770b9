"""Tokens: one process per driver library, and the one door to it.

`worker` is the process (PKCS#11 is spoken there alone), `client` the door, `messages` what passes through it.
"""
