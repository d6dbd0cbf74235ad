"""The school's own people: accounts and roles, signing in, and what everybody did."""
