"""The frame around every screen: window, navigation, search and command palette, status bar, sheet of keys."""
