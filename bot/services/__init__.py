"""Use cases: synchronous functions over one transaction. They return data; views turn it into words."""
