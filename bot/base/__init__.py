"""What every room may use: clock, ids, language tags, errors, where the data files are."""
