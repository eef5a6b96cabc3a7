"""What makes content good, beyond what makes it loadable: one module per area."""
