"""Learns to read names from answers (`answers.tsv`) to « À quel nom dois-je réserver ? »."""
