"""Widgets that more than one screen paints with. They know states, never documents."""
