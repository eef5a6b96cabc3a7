"""Telegram in: parse, one use case, done."""
