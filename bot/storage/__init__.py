"""Tables, queries and the unit of work. The only room that knows SQL."""
