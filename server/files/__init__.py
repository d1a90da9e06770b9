"""Bytes: content-addressed store, quarantine, resumable uploads, ranges, packs."""
