"""A simulated month of a school: what its figures say, and what is left of its visitors."""
