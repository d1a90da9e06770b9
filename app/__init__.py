"""What the desktop does, as commands and queries a user would name; settings, command line, composition. No widgets."""
