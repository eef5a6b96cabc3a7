"""What users see: texts, keyboards and pictures as outgoing calls."""
