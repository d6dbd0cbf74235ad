"""Who is told what, and when: of a change, of a question, before an interview, each morning."""
