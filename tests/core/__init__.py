"""What every kind of page builds on."""
