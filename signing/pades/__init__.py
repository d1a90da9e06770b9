"""Signatures in PDF files (PAdES, ETSI EN 319 142): preparing fields, filling, signing, completing."""
