"""The back office of local editions for the nation: what a change would do, what it did, where affiliates differ."""
