"""The front door: who answers (window, command line, a worker role), and the small office of the demo."""
