"""What was said in conversations: kept, shown again, and erased in time."""
