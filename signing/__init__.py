"""Keys and signatures: token processes, PAdES, looks, levels, validation.

Knows nothing of Qt, HTTP libraries or the office's database: places come in as rectangles, and a `fetch(url, body)`
for time stamps and revocation comes in from the caller.
"""
