"""The signing panel: token and certificate, look, place, PIN, and the batch that one PIN signs."""
