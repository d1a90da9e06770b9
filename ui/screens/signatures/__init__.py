"""What validation says of each signature, in words."""
