"""What is learnt and when: items, lessons, objections, drills, spaced repetition, the calendar of training. Pure."""
