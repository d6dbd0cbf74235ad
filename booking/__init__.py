"""Opening hours, free slots and interviews: the trade, its rules and its storage."""
