"""Data of the program: catalogues, templates, trust anchors, translations; read through `importlib.resources`."""
