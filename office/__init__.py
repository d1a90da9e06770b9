"""The office's words and rules: what may be done with a record, by whom, and what follows.

Pure Python: no Qt, HTTP, SQL, PKCS#11, clock or randomness. Time and ids come in as arguments.
"""
