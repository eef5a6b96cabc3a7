"""The scorecard: a pure function of a finished conversation and the published rubric."""
