"""Opening hours, free slots, interviews, and the French in which people speak of them."""
