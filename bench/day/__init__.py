"""A simulated day in which everything fails that can, at random."""
