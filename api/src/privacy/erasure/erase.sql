-- What goes with a person, one statement after the other; each with the organisation ($1) and the person ($2), while the
-- transaction is theirs: private notes show themselves to nobody else. The map says the same (`map`).
DELETE FROM private_notes WHERE org_id = $1 AND writer_id = $2;

-- That there was a week stays, for those who count weeks.
UPDATE weekly_check_ins
SET did = '{}', will_do = '{}', will_do_carried = '{}', stuck = '{}', mood = NULL, reply = '', updated_at = now(),
    version = version + 1
WHERE org_id = $1 AND person_id = $2;

DELETE FROM feedback WHERE org_id = $1 AND author_id = $2 AND kind = 'note';

-- What was handed in was meant for others. The rest was theirs.
UPDATE reviews SET answers = '{}', version = version + 1
WHERE org_id = $1 AND author_id = $2 AND state <> 'submitted' AND answers <> '{}';

-- A review that was given to them, or that they gave, goes on under what they are called from here on.
UPDATE review_papers p SET subject_name = NULL, job_title = NULL, team_name = NULL
FROM review_packets k
WHERE p.org_id = $1 AND k.org_id = p.org_id AND k.id = p.packet_id AND k.subject_id = $2;

UPDATE review_papers SET manager_name = NULL
WHERE org_id = $1 AND manager_id = $2;

-- A draft of a team's or the organisation's goal goes on with others, as does a key result that is somebody else's.
UPDATE key_results k SET title = '—', version = k.version + 1
FROM objectives o
WHERE k.org_id = $1 AND o.org_id = k.org_id AND o.id = k.objective_id AND o.owner_id = $2 AND o.state = 'draft'
  AND o.level = 'person' AND k.owner_id = $2;

UPDATE milestones m SET title = '—'
FROM key_results k, objectives o
WHERE m.org_id = $1 AND k.org_id = m.org_id AND k.id = m.key_result_id AND o.org_id = k.org_id AND o.id = k.objective_id
  AND o.owner_id = $2 AND o.state = 'draft' AND o.level = 'person' AND k.owner_id = $2;

UPDATE objectives SET title = '—', description = '', updated_at = now(), version = version + 1
WHERE org_id = $1 AND owner_id = $2 AND state = 'draft' AND level = 'person';

DELETE FROM shares WHERE org_id = $1 AND person_id = $2;

DELETE FROM notices WHERE org_id = $1 AND person_id = $2;

DELETE FROM notice_letters WHERE org_id = $1 AND person_id = $2;

DELETE FROM notice_settings WHERE org_id = $1 AND person_id = $2;

DELETE FROM sso_identities WHERE org_id = $1 AND person_id = $2;

DELETE FROM scim_people WHERE org_id = $1 AND person_id = $2;

DELETE FROM calendar_feeds WHERE org_id = $1 AND person_id = $2;

DELETE FROM api_tokens WHERE org_id = $1 AND person_id = $2;

DELETE FROM oauth_grants WHERE org_id = $1 AND person_id = $2;

DELETE FROM reply_addresses WHERE org_id = $1 AND person_id = $2;

DELETE FROM openings WHERE org_id = $1 AND (person_id = $2 OR (subject = 'development' AND about = $2));

DELETE FROM refusals WHERE org_id = $1 AND person_id = $2;

-- Answers of the last day, kept to be given again, name people.
DELETE FROM idempotency_keys i
USING people p
WHERE i.org_id = $1 AND p.org_id = i.org_id AND p.id = $2
  AND (i.person_id = p.id
       OR position(convert_to(p.id::text, 'UTF8') IN i.body) > 0
       OR position(convert_to(p.name, 'UTF8') IN i.body) > 0
       OR position(convert_to(p.email_key, 'UTF8') IN convert_to(lower(encode(i.body, 'escape')), 'UTF8')) > 0);

-- Files of people that aren't applied, in whatever encoding: somebody brings theirs once more.
DELETE FROM people_imports i
USING people p
WHERE i.org_id = $1 AND p.org_id = i.org_id AND p.id = $2 AND i.state = 'ready';

-- What an import found them to be; it can't be undone for them any more.
DELETE FROM people_import_entries WHERE org_id = $1 AND person_id = $2;

-- Files of all that the organisation has hold them as well.
DELETE FROM organisation_exports e
USING people p
WHERE e.org_id = $1 AND p.org_id = e.org_id AND p.id = $2;
