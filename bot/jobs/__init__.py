"""Time in: ticks that ask the database what is due."""
