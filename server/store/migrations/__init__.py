"""The schema's steps, oldest first; each file of `versions` is one and is never changed once released."""
