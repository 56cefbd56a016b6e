"""The back office of local editions: what an affiliate's people see and decide."""
