"""Ratios against named peers in one run: the peers take turns, so that a machine that slows down slows all of them."""
