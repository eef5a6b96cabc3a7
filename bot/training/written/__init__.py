"""Written answers: a mark by published weights, every point shown by the rep's own words."""
