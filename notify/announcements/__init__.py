"""What is told to whom and when: of a change, before an interview, each morning."""
