"""How signatures look: what each role shows (`looks`), where it stands (`place`), how it is drawn (`render`)."""
