"""What the window looks like: one table of colours, type, icons and the one style sheet made from them."""
