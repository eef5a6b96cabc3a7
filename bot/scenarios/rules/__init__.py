"""The customer's rules, each a small function over one turn's draft. `engine.RULES` gives their order."""
