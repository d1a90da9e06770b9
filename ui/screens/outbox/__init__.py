"""What waits to be sent, in office words (B98)."""
