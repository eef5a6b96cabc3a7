"""The playground's own tables. They belong to no other room and are not migrated: a toy box, not user data."""

from __future__ import annotations

SCHEMA = """
CREATE TABLE IF NOT EXISTS docs (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counters (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, user TEXT NOT NULL, role TEXT NOT NULL, time_zone TEXT,
    started INTEGER NOT NULL DEFAULT 0, blocked INTEGER NOT NULL DEFAULT 0, read_to INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS groups (id INTEGER PRIMARY KEY, chat TEXT NOT NULL, members TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, mine INTEGER NOT NULL, locked INTEGER NOT NULL DEFAULT 0,
    inline_id TEXT, data TEXT NOT NULL, page TEXT NOT NULL DEFAULT '{}',
    PRIMARY KEY (chat_id, message_id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS messages_inline ON messages (inline_id) WHERE inline_id IS NOT NULL;
CREATE TABLE IF NOT EXISTS polls (
    id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, closed INTEGER NOT NULL,
    close_at INTEGER, data TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS polls_due ON polls (close_at) WHERE closed = 0 AND close_at IS NOT NULL;
CREATE TABLE IF NOT EXISTS votes (
    poll_id TEXT NOT NULL, person_id INTEGER NOT NULL, option_ids TEXT NOT NULL,
    PRIMARY KEY (poll_id, person_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY, chat_key INTEGER NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS queries (
    id TEXT PRIMARY KEY, kind TEXT NOT NULL, chat_id INTEGER NOT NULL, person_id INTEGER NOT NULL,
    asked_at INTEGER NOT NULL, answer TEXT, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, mime TEXT NOT NULL,
    size INTEGER NOT NULL, width INTEGER, height INTEGER, path TEXT NOT NULL UNIQUE, content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS events (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, data TEXT NOT NULL);
"""
