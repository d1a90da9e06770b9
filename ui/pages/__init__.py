"""The page as it is seen: layout of pages, their pictures, and the place of a signature on them."""
