"""Untrusted PDFs are looked at in processes of their own, with limits of time, memory and processor."""
