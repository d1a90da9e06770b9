"""What the server keeps: tables, their migrations, and one transaction at a time."""
