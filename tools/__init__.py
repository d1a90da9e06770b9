"""What maintainers run through `dev.py`: catalogues, notices. Not part of the program."""
