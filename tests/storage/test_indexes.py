"""What a tick or a start selects is found by an index: no statement looks at every person or every message."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.storage import migrate
from bot.storage.database import open_database
from bot.storage.queries import (
    archive,
    assignments,
    checks,
    delivery,
    digests,
    drilldown,
    groups,
    inbox,
    invites,
    organisations,
    people,
    progress,
    pushes,
    recaps,
    replies,
    retention,
    roleplay,
    sharing,
    tallies,
    team_inbox,
    team_items,
    team_replies,
    team_report,
    team_uploads,
    teams,
    training,
    trouble,
    unanswered,
)

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 1, 5, tzinfo=UTC)
TODAY = date(2026, 1, 5)

Ask = Callable[[sa.Connection], Any]

QUERIES: dict[str, Ask] = {
    "due_for_push": lambda conn: pushes.due_for_push(conn, NOW, 100),
    "due_for_nudge": lambda conn: pushes.due_for_nudge(conn, NOW, 100),
    "due_for_recap": lambda conn: pushes.due_for_recap(conn, NOW, 100),
    "planned": lambda conn: pushes.planned(conn, 1, 100),
    "push_happened": lambda conn: pushes.happened(conn, 1, "drill", TODAY),
    "push_happened_since": lambda conn: pushes.happened_since(conn, 1, "drill", TODAY),
    "last_sent": lambda conn: pushes.last_sent(conn),
    "recap_answers": lambda conn: recaps.given_since(conn, 1, NOW),
    "recap_due": lambda conn: recaps.due_before(conn, 1, NOW),
    "find_person": lambda conn: people.find(conn, 1),
    "due_digests": lambda conn: teams.due_digests(conn, NOW, 100),
    "teams_of_person": lambda conn: teams.of_person(conn, 1),
    "team_places": lambda conn: teams.places(conn, 1),
    "team_place": lambda conn: teams.place(conn, 1, 1),
    "visible_reps": lambda conn: teams.visible_reps(conn, 1, NOW),
    "members": lambda conn: teams.members(conn, 1),
    "reps": lambda conn: teams.reps(conn, 1, 12),
    "invite_by_token": lambda conn: invites.by_token(conn, "x"),
    "open_invites": lambda conn: invites.count_open(conn, 1, NOW),
    "open_invites_page": lambda conn: invites.page(conn, 1, NOW, 0, 8),
    "open_invite": lambda conn: invites.find(conn, 1, NOW),
    "invites_revoked": lambda conn: invites.revoke_of(conn, 1, 1, NOW),
    "team_leaders": lambda conn: teams.leaders(conn, 1),
    "team_size": lambda conn: teams.size(conn, 1),
    "team_member": lambda conn: teams.member(conn, 1, 1),
    "membership": lambda conn: teams.membership(conn, 1, 1),
    "results_held_back": lambda conn: teams.hold_back(conn, 1, 30, NOW),
    "organisations_owned": lambda conn: organisations.owned_by(conn, 1),
    "organisation_of_team": lambda conn: organisations.of_team(conn, 1),
    "organisation_owners": lambda conn: organisations.owners(conn, 1),
    "organisation_leaders": lambda conn: organisations.leaders(conn, 1),
    "organisation_heir": lambda conn: organisations.longest_serving(conn, 1),
    "organisation_teams": lambda conn: organisations.teams_in(conn, 1),
    "archived_teams": lambda conn: archive.owned_by(conn, 1, NOW),
    "archived_teams_deleted": lambda conn: archive.purge(conn, NOW, 10),
    "team_closed": lambda conn: archive.close(conn, 1, NOW),
    "shared_choices": lambda conn: sharing.choices(conn, 1, 1),
    "shared_roleplay": lambda conn: sharing.find(conn, 1, 1),
    "shared_of_person": lambda conn: sharing.of_person(conn, 1),
    "shared_taken_back": lambda conn: sharing.take_back(conn, 1, 1, 1),
    "shared_all_taken_back": lambda conn: sharing.take_back_all(conn, 1, 1),
    "due_for_words": lambda conn: retention.due(conn, NOW, 10),
    "stale_roleplays": lambda conn: retention.put_down(conn, 1, NOW),
    "old_roleplays": lambda conn: retention.old_roleplays(conn, 1, NOW, 10),
    "old_answers": lambda conn: retention.old_answers(conn, 1, NOW, 10),
    "other_old_words": lambda conn: retention.blank_the_rest(conn, 1, NOW),
    "old_cards": lambda conn: retention.cards(conn, [1, 2]),
    "words_of_a_roleplay": lambda conn: retention.blank_roleplay(conn, 1, {}),
    "unfinished_inbox": lambda conn: inbox.unfinished_inbox(conn, 1),
    "claim_update": lambda conn: inbox.claim_update(conn, 1, 1),
    "finish_update": lambda conn: inbox.finish_update(conn, 1, 1, NOW),
    "parked_updates": lambda conn: inbox.parked_updates(conn),
    "purge_delivery": lambda conn: inbox.purge_delivery(conn, NOW),
    "pending_outbox": lambda conn: delivery.pending_outbox(conn, 1),
    "count_sent_since": lambda conn: delivery.count_sent_since(conn, NOW),
    "drop_pushes": lambda conn: delivery.drop_pushes(conn, 1, now=NOW, error="x"),
    "find_poll": lambda conn: delivery.find_poll(conn, "x"),
    "message_id_of": lambda conn: delivery.message_id_of(conn, 1, "card"),
    "cards": lambda conn: training.cards(conn, 1),
    "open_drill": lambda conn: training.open_drill(conn, 1),
    "items_of": lambda conn: training.items_of(conn, 1),
    "has_finished": lambda conn: training.has_finished(conn, 1),
    "written_on": lambda conn: training.written_on(conn, 1, TODAY),
    "suspended_ids": lambda conn: trouble.suspended_ids(conn, 1),
    "suspended_count": lambda conn: trouble.count_suspended(conn, 1),
    "suspended_page": lambda conn: trouble.suspended_page(conn, 1, 0, 6),
    "waiting_row": lambda conn: trouble.waiting_row(conn, 1, "x"),
    "report_id": lambda conn: trouble.report_id(conn, 1, "x"),
    "open_reports": lambda conn: trouble.open_reports(conn),
    "drilled_on": lambda conn: training.drilled_on(conn, 1, TODAY),
    "training_days": lambda conn: training.training_days(conn, 1, TODAY),
    "running_roleplay": lambda conn: roleplay.running(conn, 1),
    "last_line": lambda conn: roleplay.last_line(conn, 1),
    "people_in_team": lambda conn: people.in_team(conn, 1),
    "digest_since": lambda conn: digests.done_since(conn, 1, NOW),
    "digest_between": lambda conn: digests.done_between(conn, 1, TODAY, TODAY),
    "digest_drilled": lambda conn: digests.drilled(conn, 1, TODAY),
    "digest_cells": lambda conn: digests.cells(conn, 1, TODAY, TODAY, TODAY),
    "digest_cells_of": lambda conn: digests.cells_of(conn, 1, TODAY, TODAY, TODAY),
    "digest_asked": lambda conn: digests.asked_since(conn, 1, NOW),
    "digest_cards": lambda conn: digests.cards_since(conn, (1, 2), NOW),
    "digest_work": lambda conn: digests.work(conn, 1, TODAY),
    "digest_hidden": lambda conn: digests.hidden(conn, 1, NOW),
    "digest_praised": lambda conn: digests.praised(conn, 1, TODAY),
    "due_weekly": lambda conn: digests.due_weekly(conn, NOW, 100),
    "person_days": lambda conn: drilldown.days(conn, 1, TODAY),
    "person_last_day": lambda conn: drilldown.last_day(conn, 1),
    "person_weeks": lambda conn: drilldown.weeks(conn, 1, "spin", TODAY, 8),
    "person_plays": lambda conn: drilldown.plays(conn, 1, 6, 6),
    "person_plays_count": lambda conn: drilldown.count_plays(conn, 1),
    "person_play": lambda conn: drilldown.play(conn, 1, 1),
    "tallied_answers": lambda conn: tallies.answers_of(conn, 1),
    "team_replies_found": lambda conn: team_replies.find(conn, 1, [1, 2]),
    "team_replies_page": lambda conn: team_replies.page(conn, 1, 8, 8),
    "team_replies_count": lambda conn: team_replies.count(conn, 1),
    "team_reply_titled": lambda conn: team_replies.titled(conn, 1, "x"),
    "team_reply_titles": lambda conn: team_replies.titles(conn, 1),
    "team_upload_undone": lambda conn: team_replies.remove_upload(conn, 1, 1),
    "team_upload": lambda conn: team_uploads.find(conn, 1, 1),
    "team_previews": lambda conn: team_uploads.drop_previews(conn, 1, 1),
    "unanswered_page": lambda conn: unanswered.page(conn, 1, 0, 8),
    "unanswered_count": lambda conn: unanswered.count(conn, 1),
    "unanswered_said": lambda conn: unanswered.said(conn, 1),
    "unanswered_asked": lambda conn: unanswered.asked(conn, 1, 1),
    "unanswered_forgotten": lambda conn: unanswered.remove_asked(conn, 1, NOW),
    "answers": lambda conn: progress.answers(conn, 1, TODAY),
    "all_answers": lambda conn: progress.answers(conn, 1),
    "finished": lambda conn: progress.finished(conn, 1),
    "plays": lambda conn: progress.plays(conn, 1),
    "scorecards_since": lambda conn: progress.scorecards_since(conn, 1, NOW),
    "checks_of_person": lambda conn: checks.of_person(conn, 1),
    "check_of_drill": lambda conn: checks.of_drill(conn, 1),
    "check_of_roleplay": lambda conn: checks.of_roleplay(conn, 1),
    "check_finished": lambda conn: checks.finish(conn, 1, 50, NOW),
    "check_reopened": lambda conn: checks.reopen(conn, 1, TODAY),
    "due_group_questions": lambda conn: groups.due_questions(conn, NOW, 100),
    "due_group_boards": lambda conn: groups.due_boards(conn, NOW, 100),
    "group": lambda conn: groups.find(conn, -1),
    "group_planned": lambda conn: groups.plan_from(conn, -1, "next_at", NOW, None),
    "group_team": lambda conn: groups.team_name(conn, 1),
    "group_last_asked": lambda conn: groups.last_asked(conn, -1, TODAY),
    "group_forgotten": lambda conn: groups.forget_before(conn, -1, TODAY),
    "group_question": lambda conn: groups.question(conn, 1),
    "group_asked_on": lambda conn: groups.asked_on(conn, -1, TODAY),
    "group_questions_between": lambda conn: groups.questions_between(conn, -1, TODAY, TODAY),
    "group_scores": lambda conn: groups.scores(conn, -1, TODAY, TODAY),
    "group_board_left": lambda conn: groups.leave_board(conn, -1, 1),
    "group_player_renamed": lambda conn: groups.rename_player(conn, -1, 1, "x"),
    "group_moved": lambda conn: delivery.move_chat(conn, -1, -2),
    "assignment": lambda conn: assignments.find(conn, 1),
    "assignment_cancelled": lambda conn: assignments.cancel(conn, 1, NOW),
    "assignments_count": lambda conn: assignments.count(conn, 1),
    "assignments_since": lambda conn: assignments.count_since(conn, 1, NOW),
    "assignments_page": lambda conn: assignments.page(conn, 1, 5, 5),
    "assignment_people": lambda conn: assignments.people(conn, [1, 2]),
    "assignment_holders": lambda conn: assignments.holders(conn, 1, "skill", "spin"),
    "task": lambda conn: assignments.task(conn, 1, 1),
    "tasks": lambda conn: assignments.tasks(conn, 1),
    "assignment_reminders": lambda conn: assignments.due_for_reminder(conn, NOW, 100),
    "assignment_reminders_forgotten": lambda conn: assignments.forget_reminders(conn, 1, NOW),
    "report_reps": lambda conn: team_report.reps(conn, 1, [1, 2]),
    "report_totals": lambda conn: team_report.totals(conn, [1, 2], TODAY, TODAY),
    "report_skills": lambda conn: team_report.skills(conn, [1, 2], TODAY, TODAY),
    "report_days": lambda conn: team_report.days(conn, [1, 2], TODAY, TODAY, 9),
    "report_items": lambda conn: team_report.items(conn, [1, 2], TODAY, TODAY),
    "report_meetings": lambda conn: team_report.meetings(conn, [1, 2], TODAY, TODAY, 9),
    "report_tasks": lambda conn: team_report.tasks(conn, 1, [1, 2], NOW, NOW),
    "inbox_count": lambda conn: team_inbox.count(conn, 1, [1, 2]),
    "inbox_page": lambda conn: team_inbox.page(conn, 1, [1, 2], 6, 6),
    "inbox_one": lambda conn: team_inbox.find(conn, 1, [1, 2], 1),
    "inbox_reporter": lambda conn: team_inbox.reporter(conn, 1),
    "inbox_decided": lambda conn: team_inbox.decide(conn, 1, "backed", 2),
    "team_items_found": lambda conn: team_items.find(conn, 1, [1, 2]),
    "team_questions": lambda conn: team_items.questions_for(conn, 1),
    "team_facts": lambda conn: team_items.facts_for(conn, 1),
    "team_items_count": lambda conn: team_items.count(conn, 1),
    "team_items_page": lambda conn: team_items.page(conn, 1, 8, 8),
    "team_items_digests": lambda conn: team_items.digests(conn, 1),
    "team_items_undone": lambda conn: team_items.remove_upload(conn, 1, 1),
    "skill_sums": lambda conn: tallies.skill_sums(conn, [1, 2], TODAY),
    "previous_total": lambda conn: roleplay.previous_total(conn, 1, "x", NOW),
}


def plans(conn: sa.Connection, ask: Ask) -> list[str]:
    """SQLite's plan for every statement that `ask` makes."""
    asked: list[tuple[str, Any]] = []

    def note(_: Any, __: Any, statement: str, parameters: Any, *___: Any) -> None:
        if not statement.startswith(("EXPLAIN", "INSERT")):
            asked.append((statement, parameters))

    sa.event.listen(conn, "before_cursor_execute", note)
    ask(conn)
    sa.event.remove(conn, "before_cursor_execute", note)
    rows = [conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters).all() for sql, parameters in asked]
    return [step[-1] for plan in rows for step in plan]


@pytest.mark.parametrize("name", QUERIES)
async def test_an_index_leads_to_the_rows(name: str, tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    try:
        await database.run(migrate.upgrade)
        steps = await database.run(lambda conn: plans(conn, QUERIES[name]))
    finally:
        await database.close()
    assert any(step.startswith("SEARCH") for step in steps), steps
    scans = [step for step in steps if step.startswith("SCAN") and "SUBQUERY" not in step and "CONSTANT" not in step]
    assert scans == []


async def test_a_teams_replies_are_counted_without_reading_them(tmp_path: Path) -> None:
    """Each search asks what may be searched; a team's rows hold vectors and may be ten thousand."""
    database = open_database(f"sqlite:///{tmp_path / 'test.sqlite3'}")
    try:
        await database.run(migrate.upgrade)
        steps = await database.run(lambda conn: plans(conn, lambda conn: replies.shelf_keys(conn, 1)))
    finally:
        await database.close()
    read = [step for step in steps if "team_replies" in step]
    assert [("COVERING INDEX" in step or "PRIMARY KEY" in step) for step in read] == [True, True], read
