"""Work that browsers do unseen where much is asked for: little for one, dear for many."""
