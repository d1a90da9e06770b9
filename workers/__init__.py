"""Processes of their own for work that may hang, crash or hold secrets: frames over pipes, both ends.

`serve` is the worker's loop, `client` the parent's side. A worker that hangs or dies costs its own job, no more.
What the work is, is decided by the rooms; this room knows only calls, questions in the middle of a call, and errors.
"""
