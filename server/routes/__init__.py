"""One file a resource: reads the request, asks the part that decides, writes the reply."""
