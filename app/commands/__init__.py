"""The command line's verbs, a file each; they call the same functions as the window."""
