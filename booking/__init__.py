"""Booking interviews: schedule, free slots, interviews and questions, with their storage."""
