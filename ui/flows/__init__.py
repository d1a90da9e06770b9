"""What joins the desk to the window: each flow asks the desk in the background and paints what it says."""
