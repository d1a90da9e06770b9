"""The document that is read: its head, verdict, tools and pages."""
