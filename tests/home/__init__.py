"""The front page and standard pages."""
