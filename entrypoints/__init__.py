"""What starts processes and what administrators type: the roof, which nothing imports."""
