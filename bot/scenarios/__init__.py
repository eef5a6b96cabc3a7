"""The role-play engine: a simulated customer who follows published rules, remembers, and can say no. Pure."""
