"""The public surface as readers, crawlers and caches meet it."""
