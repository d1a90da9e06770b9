"""Who is asking: passwords, sessions, and the limits that keep guessing slow."""
