"""Local editions: an affiliate's own versions of national pages, kept up to date with them (design decision 3)."""
