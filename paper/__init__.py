"""The page: composing PDF and its exact places, reading text and fields, secrecy marks, rendering.

Knows PDF pages; no keys, no signatures, no office database. Places come and go as rectangles of `office.records`.
"""
