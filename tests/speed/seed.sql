-- Organisations like real ones, in the words of the demo organisation, but made by arithmetic: the n-th row of a kind
-- has the id that `bench.id` gives, rising with organisation and number, so that keys are appended and never searched.
CREATE SCHEMA bench;

CREATE FUNCTION bench.id(org integer, kind text, n integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (lpad(to_hex(org), 8, '0') || '-' || kind || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;

-- One row: `api::demo::words`.
CREATE TABLE bench.words (
    first_names text[] NOT NULL,
    last_names  text[] NOT NULL,
    job_titles  text[] NOT NULL,
    objectives  text[] NOT NULL,
    key_results text[] NOT NULL,
    kpis        text[] NOT NULL,
    praise      text[] NOT NULL,
    questions   text[] NOT NULL
);

-- Indexes that are quicker to make at the end than row by row.
CREATE TABLE bench.indexes AS
SELECT format('%I.%I', n.nspname, i.relname) AS name, pg_get_indexdef(x.indexrelid) AS definition
FROM pg_index x
JOIN pg_class i ON i.oid = x.indexrelid
JOIN pg_class t ON t.oid = x.indrelid
JOIN pg_namespace n ON n.oid = t.relnamespace
WHERE t.relname IN ('objectives', 'key_results', 'check_ins', 'people', 'reporting_lines')
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = x.indexrelid);

CREATE FUNCTION bench.drop_indexes() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    index record;
BEGIN
    FOR index IN SELECT name FROM bench.indexes LOOP
        EXECUTE 'DROP INDEX ' || index.name;
    END LOOP;
END
$$;

-- One organisation: a person to ten objectives (20 at least), each manager with ten reports, a team to twenty people.
-- One objective in a hundred is the organisation's, one in ten a team's under it, the others people's
-- under a team's; each has two key results, each with a check-in.
CREATE FUNCTION bench.organisation(org integer, objective_count integer, password_hash text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    org_key  uuid := bench.id(org, '0000', 0);
    objective_prefix text := left(bench.id(org, '0004', 0)::text, 24);
    key_result_prefix text := left(bench.id(org, '0005', 0)::text, 24);
    check_in_prefix text := left(bench.id(org, '0006', 0)::text, 24);
    person_prefix text := left(bench.id(org, '0002', 0)::text, 24);
    people_count integer := greatest(objective_count / 10, 20);
    with_account integer := least(people_count, CASE WHEN org <= 50 THEN 10000 ELSE 1 END);
    team_count integer := people_count / 20;
    tops integer := objective_count / 100;
    middles integer := objective_count / 10;
    began date := date_trunc('year', now())::date;
    said bench.words;
BEGIN
    SELECT * INTO said FROM bench.words;
    INSERT INTO organisations (org_id, name) VALUES (org_key, 'Organisation ' || org);
    INSERT INTO audit_heads (org_id) VALUES (org_key);
    INSERT INTO periods (org_id, id, name, starts_on, ends_on)
    SELECT org_key, bench.id(org, '0001', n), 'Year ' || n, (began + make_interval(years => n - 2))::date,
           (began + make_interval(years => n - 1) - interval '1 day')::date
    FROM generate_series(1, 2) n;
    INSERT INTO teams (org_id, id, name, parent_id)
    SELECT org_key, bench.id(org, '0003', n), 'Team ' || n, CASE WHEN n > 1 THEN bench.id(org, '0003', 1) END
    FROM generate_series(1, team_count) n;
    INSERT INTO team_closure (org_id, above_id, team_id, depth)
    SELECT org_key, bench.id(org, '0003', n), bench.id(org, '0003', n), 0 FROM generate_series(1, team_count) n
    UNION ALL
    SELECT org_key, bench.id(org, '0003', 1), bench.id(org, '0003', n), 1 FROM generate_series(2, team_count) n;

    INSERT INTO accounts (id, email, email_key, password_hash)
    SELECT bench.id(org, '0009', n), address, address, password_hash
    FROM generate_series(1, with_account) n, LATERAL (SELECT 'person' || n || '@org' || org || '.example' AS address) a;
    INSERT INTO people (org_id, id, account_id, name, email, email_key, job_title, role, status, team_id, start_date)
    SELECT org_key, (person_prefix || lpad(to_hex(n), 12, '0'))::uuid,
           CASE WHEN n <= with_account THEN bench.id(org, '0009', n) END,
           said.first_names[1 + n % cardinality(said.first_names)] || ' '
               || said.last_names[1 + n / cardinality(said.first_names) % cardinality(said.last_names)],
           address, address, said.job_titles[1 + n % cardinality(said.job_titles)],
           CASE WHEN n = 1 THEN 'admin' WHEN n <= people_count / 10 THEN 'manager' ELSE 'employee' END,
           CASE WHEN n <= with_account THEN 'active' ELSE 'invited' END,
           bench.id(org, '0003', 1 + n % team_count), began - n
    FROM generate_series(1, people_count) n,
         LATERAL (SELECT 'person' || n || '@org' || org || '.example' AS address) a;
    INSERT INTO reporting_lines (org_id, id, person_id, manager_id)
    SELECT org_key, bench.id(org, '0007', n), bench.id(org, '0002', n), bench.id(org, '0002', greatest(n / 10, 1))
    FROM generate_series(2, people_count) n;
    INSERT INTO reporting_closure (org_id, manager_id, report_id, depth)
    SELECT org_key, bench.id(org, '0002', above), bench.id(org, '0002', n), row_number() OVER (PARTITION BY n ORDER BY above DESC)
    FROM generate_series(2, people_count) n,
         LATERAL (SELECT DISTINCT greatest(n / power(10, step)::integer, 1) AS above FROM generate_series(1, 4) step) line
    WHERE above <> n;

    INSERT INTO objectives (org_id, id, level, owner_id, team_id, period_id, parent_id, title, state, visibility, roll_up,
                            starts_on, ends_on, progress, computation, status_from, status_then, created_by)
    SELECT org_key, (objective_prefix || lpad(to_hex(n), 12, '0'))::uuid, level, owner,
           CASE WHEN level = 'team' THEN bench.id(org, '0003', 1 + n % team_count) END,
           bench.id(org, '0001', CASE WHEN n % 5 = 0 THEN 1 ELSE 2 END),
           (objective_prefix || lpad(to_hex(parent), 12, '0'))::uuid,
           said.objectives[1 + n % cardinality(said.objectives)] || ' ' || n,
           CASE WHEN n % 20 = 0 THEN 'draft' WHEN n % 7 = 0 THEN 'achieved' ELSE 'active' END,
           CASE WHEN n % 10 < 6 THEN 'organisation' WHEN n % 10 < 8 THEN 'team' WHEN n % 10 < 9 THEN 'chain' ELSE 'private' END,
           'key_results', began, began + 364, (n % 97) / 97.0, '{"roll_up": "key_results", "inputs": []}',
           ARRAY['0001-01-01', began + 60 + n % 300]::date[], '{on_track,outdated}', owner
    FROM (SELECT n, CASE WHEN n <= tops THEN 'organisation' WHEN n <= middles THEN 'team' ELSE 'person' END AS level,
                 CASE WHEN n <= tops THEN NULL
                      WHEN n <= middles THEN 1 + n % tops
                      ELSE tops + 1 + n % (middles - tops) END AS parent,
                 (person_prefix || lpad(to_hex(1 + n % people_count), 12, '0'))::uuid AS owner
          FROM generate_series(1, objective_count) n) made;
    INSERT INTO key_results (org_id, id, objective_id, owner_id, title, kind, direction, start_value, target_value,
                             value, progress, last_on, last_status, status_from, status_then)
    SELECT org_key, (key_result_prefix || lpad(to_hex(n), 12, '0'))::uuid,
           (objective_prefix || lpad(to_hex((n + 1) / 2), 12, '0'))::uuid,
           (person_prefix || lpad(to_hex(1 + (n + 1) / 2 % people_count), 12, '0'))::uuid,
           said.key_results[1 + n % cardinality(said.key_results)] || ' ' || n, 'number', 'increase', 0, 100, n % 97,
           (n % 97) / 100.0, began + 50 + n % 300, 'on_track',
           ARRAY['0001-01-01', began + 60 + n % 300]::date[], '{on_track,outdated}'
    FROM generate_series(1, 2 * objective_count) n;
    INSERT INTO check_ins (org_id, id, key_result_id, as_of, value, status, confidence, comment, author_id)
    SELECT org_key, (check_in_prefix || lpad(to_hex(n), 12, '0'))::uuid,
           (key_result_prefix || lpad(to_hex(n), 12, '0'))::uuid, began + 50 + n % 300, n % 97, 'on_track', 7, 'As planned',
           (person_prefix || lpad(to_hex(1 + (n + 1) / 2 % people_count), 12, '0'))::uuid
    FROM generate_series(1, 2 * objective_count) n;
END
$$;
