"""Durable inbox, outbox and sender, rates, polling and webhook receivers."""
