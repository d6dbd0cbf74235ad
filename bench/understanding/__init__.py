"""How well visitors are understood, on messages that training has never seen (`make evaluate`)."""
