"""What an action asks before it is done: a reason, a person, a date; the directive with its assignments."""
