"""How French is read and written, with no trade in it: times, names, addresses, typography."""
