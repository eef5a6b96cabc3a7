"""Sales Dojo · 销售道场: a Telegram bot that trains B2B sales reps in Chinese and English."""
