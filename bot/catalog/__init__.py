"""Content files → the types of the pure rooms: strict loader, lint, text tables."""
