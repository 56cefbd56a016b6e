"""Case studies and quotes."""
