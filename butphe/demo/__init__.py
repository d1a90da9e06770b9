"""The small office of the demo: authority, tokens, server, people, and the main job played through their desks."""
