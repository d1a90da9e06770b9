"""The window: shell, one folder a screen, shared widgets, theme. It paints states and asks `app` for verbs.

It decides nothing about documents, and speaks neither SQL nor HTTP nor PKCS#11.
"""
