"""Models that say where a speaker stands: what they share, and each kind of them."""
