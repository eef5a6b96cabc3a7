"""Files of replies (CSV, XLSX, YAML): bytes → entries and everything wrong with them, and templates to fill in."""
