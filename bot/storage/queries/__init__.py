"""Every query of the dojo: plain functions over a connection, one module for each group of tables."""
