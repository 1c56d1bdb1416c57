-- The year that the people of an organisation have behind them, in the words of the demo organisation: KPIs, praise,
-- one-on-ones, pulses and what they were told. By arithmetic, as `bench.organisation`.
CREATE FUNCTION bench.year(org integer, people_count integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    org_key uuid := bench.id(org, '0000', 0);
    team_count integer := people_count / 20;
    objective_count integer := people_count * 10;
    praise_count integer := people_count * 4;
    began date := current_date - 364;
    monday date := date_trunc('week', now())::date - 364;
    said bench.words;
BEGIN
    SELECT * INTO said FROM bench.words;

    -- One for ten people, with a value each week; before them two for everybody to look at, see `bench.charts`.
    INSERT INTO kpis (org_id, id, name, owner_id, visibility, kind, direction, target_value, watch_value, unhealthy_value,
                      frequency, aggregation, value, value_on, state_from, state_then, alerted, created_by, created_at)
    SELECT org_key, bench.id(org, '000a', n), said.kpis[1 + n % cardinality(said.kpis)] || ' ' || n, owner,
           CASE WHEN n <= 2 OR n % 10 < 6 THEN 'organisation' WHEN n % 10 < 9 THEN 'chain' ELSE 'private' END,
           'number', 'higher', 100, 90, 80, CASE WHEN n <= 2 THEN 'day' ELSE 'week' END, 'last', 80 + (n * 7 + 153) % 40,
           monday + 357, ARRAY['0001-01-01']::date[], ARRAY['healthy'], 'healthy', owner, began
    FROM (SELECT n, bench.id(org, '0002', 1 + n % people_count) AS owner
          FROM generate_series(1, 2 + people_count / 10) n) made;
    INSERT INTO kpi_measurements (org_id, kpi_id, whole_day, true_at, revision, true_on, value, source, author_id, known_at)
    SELECT org_key, bench.id(org, '000a', n), true, friday::timestamp AT TIME ZONE 'UTC', 0, friday, 80 + (n * 7 + week * 3) % 40,
           'hand', bench.id(org, '0002', 1 + n % people_count), (friday + 1)::timestamp AT TIME ZONE 'UTC'
    FROM generate_series(3, 2 + people_count / 10) n, generate_series(0, 51) week,
         LATERAL (SELECT monday + week * 7 + 4 AS friday) day;
    INSERT INTO kpi_days (org_id, kpi_id, day, count, sum, least, most, last_whole, last_at, last_value, changed_at)
    SELECT m.org_id, m.kpi_id, m.true_on, 1, m.value::numeric, m.value, m.value, true, m.true_at, m.value, m.known_at
    FROM kpi_measurements m
    WHERE m.org_id = org_key;
    INSERT INTO kpi_periods (org_id, kpi_id, starts_on, value)
    SELECT m.org_id, m.kpi_id, m.true_on - 4, m.value
    FROM kpi_measurements m
    WHERE m.org_id = org_key;

    -- Some praise for everybody, from one colleague to another.
    INSERT INTO company_values (org_id, id, name)
    SELECT org_key, bench.id(org, '0011', n), 'Value ' || n FROM generate_series(1, 4) n;
    INSERT INTO praise (org_id, id, author_id, body, created_at)
    SELECT org_key, bench.id(org, '000b', n), bench.id(org, '0002', 1 + (n * 13 + 1) % people_count),
           said.praise[1 + n % cardinality(said.praise)], now() - interval '364 days' * (1 - n::double precision / praise_count)
    FROM generate_series(1, praise_count) n;
    INSERT INTO praise_recipients (org_id, praise_id, person_id)
    SELECT org_key, bench.id(org, '000b', n), bench.id(org, '0002', 1 + n * 13 % people_count)
    FROM generate_series(1, praise_count) n;
    INSERT INTO praise_values (org_id, praise_id, value_id)
    SELECT org_key, bench.id(org, '000b', n), bench.id(org, '0011', 1 + n % 4) FROM generate_series(1, praise_count) n;

    -- Everybody has met their manager every other week. That is over, or the worker would plan what comes next meanwhile.
    INSERT INTO one_on_ones (org_id, id, organiser_id, partner_id, rule, starts_on, starts_at, time_zone, minutes, ended_at,
                             ended_because, created_at)
    SELECT org_key, bench.id(org, '000c', n), bench.id(org, '0002', greatest(n / 10, 1)), bench.id(org, '0002', n),
           'FREQ=WEEKLY;INTERVAL=2', began + n % 7, time '09:00' + n % 7 * interval '1 hour', 'UTC', 30, now(), 'over', began
    FROM generate_series(2, people_count) n;
    INSERT INTO meetings (org_id, id, one_on_one_id, occurs_on, starts_at, state, held_at, created_at)
    SELECT org_key, bench.id(org, '000d', n * 26 + turn), bench.id(org, '000c', n), occurs_on, at, 'closed', at, at
    FROM generate_series(2, people_count) n, generate_series(0, 25) turn,
         LATERAL (SELECT began + n % 7 + turn * 14 AS occurs_on) day,
         LATERAL (SELECT (occurs_on + time '09:00' + n % 7 * interval '1 hour') AT TIME ZONE 'UTC' AS at) moment;

    -- Thirteen waves of a pulse, answered by everybody, counted as a whole and by team.
    INSERT INTO pulse_surveys (org_id, id, series_id, wave, title, state, opens_on, closes_on, share_total, every_weeks, asked,
                               opened_on, closed_on, created_by, created_at)
    SELECT org_key, bench.id(org, '000e', wave), bench.id(org, '000e', 1), wave, 'Pulse', 'closed', opens_on, opens_on + 6, true, 4,
           people_count, opens_on, opens_on + 6, bench.id(org, '0002', 1), opens_on
    FROM generate_series(1, 13) wave, LATERAL (SELECT began + (wave - 1) * 28 AS opens_on) day;
    INSERT INTO pulse_questions (org_id, survey_id, position, kind, text, options, multiple, optional)
    SELECT org_key, bench.id(org, '000e', wave), place - 1, (ARRAY['enps', 'scale', 'scale', 'choice', 'text'])[place],
           said.questions[place], CASE WHEN place IN (1, 5) THEN '{}'::text[] ELSE ARRAY['A', 'B', 'C', 'D', 'E'] END, false, place = 5
    FROM generate_series(1, 13) wave, generate_series(1, 5) place;
    INSERT INTO pulse_groups (org_id, id, survey_id, place, parent, team_id, name, asked_here, asked, comparable)
    SELECT org_key, bench.id(org, '0010', wave * 1000 + place), bench.id(org, '000e', wave), place,
           CASE WHEN place > 0 THEN 0 END, CASE WHEN place > 0 THEN bench.id(org, '0003', place) END,
           CASE WHEN place > 0 THEN 'Team ' || place ELSE '' END, CASE WHEN place > 0 THEN 20 ELSE 0 END,
           CASE WHEN place > 0 THEN 20 ELSE people_count END, true
    FROM generate_series(1, 13) wave, generate_series(0, team_count) place;
    INSERT INTO pulse_invitations (org_id, survey_id, person_id, group_id, blinded)
    SELECT org_key, bench.id(org, '000e', wave), bench.id(org, '0002', n),
           bench.id(org, '0010', wave * 1000 + 1 + n % team_count), '\x00'::bytea
    FROM generate_series(1, 13) wave, generate_series(1, people_count) n;
    INSERT INTO pulse_cells (org_id, survey_id, group_id, position, n, counts)
    SELECT org_key, bench.id(org, '000e', wave), bench.id(org, '0010', wave * 1000 + place), asked, 20 * teams,
           ARRAY(SELECT count * teams FROM unnest(CASE asked WHEN 0 THEN ARRAY[0, 0, 0, 0, 0, 1, 2, 3, 6, 5, 3]
                                                             ELSE ARRAY[1, 2, 5, 8, 4] END) count)
    FROM generate_series(1, 13) wave, generate_series(0, team_count) place, generate_series(0, 3) asked,
         LATERAL (SELECT CASE WHEN place > 0 THEN 1 ELSE team_count END AS teams) share;

    -- A hundred notices for everybody, of things that they see; the last ten aren't read yet.
    INSERT INTO notices (org_id, id, person_id, kind, subject, about, actor_id, created_at, read_at)
    SELECT org_key, bench.id(org, '000f', n), bench.id(org, '0002', person),
           CASE WHEN turn % 3 = 0 THEN 'objective_shared' ELSE 'praise_received' END,
           CASE WHEN turn % 3 = 0 THEN 'objective' ELSE 'praise' END,
           CASE WHEN turn % 3 = 0 THEN bench.id(org, '0004', 1 + n % (objective_count / 20) * 20)
                ELSE bench.id(org, '000b', 1 + n % praise_count) END,
           bench.id(org, '0002', 1 + n * 11 % people_count), at, CASE WHEN turn < 90 THEN at END
    FROM generate_series(0, 99) turn, generate_series(1, people_count) person,
         LATERAL (SELECT turn * people_count + person AS n, now() - interval '3 days' * (100 - turn) AS at) made;
END
$$;

-- Two KPIs of an organisation, each with a thousand days behind it: with a thousand measurements, and with a million.
CREATE FUNCTION bench.charts(org integer) RETURNS void LANGUAGE sql AS $$
    INSERT INTO kpi_measurements (org_id, kpi_id, whole_day, true_at, revision, true_on, value, source, author_id, known_at)
    SELECT bench.id(org, '0000', 0), bench.id(org, '000a', kpi), false, at, 0, current_date - ago, 80 + (ago * 7 + turn) % 40,
           'api', bench.id(org, '0002', 1), at
    FROM generate_series(1, 2) kpi, generate_series(1, 1000) ago,
         LATERAL generate_series(1, CASE kpi WHEN 1 THEN 1 ELSE 1000 END) turn,
         LATERAL (SELECT (current_date - ago)::timestamp AT TIME ZONE 'UTC' + turn * interval '80 seconds' AS at) moment;
    INSERT INTO kpi_days (org_id, kpi_id, day, count, sum, least, most, last_whole, last_at, last_value, changed_at)
    SELECT m.org_id, m.kpi_id, m.true_on, count(*), sum(m.value::numeric), min(m.value), max(m.value), bool_or(m.whole_day),
           max(m.true_at), (array_agg(m.value ORDER BY m.true_at DESC))[1], max(m.known_at)
    FROM kpi_measurements m
    WHERE m.org_id = bench.id(org, '0000', 0) AND m.kpi_id IN (bench.id(org, '000a', 1), bench.id(org, '000a', 2))
    GROUP BY m.org_id, m.kpi_id, m.true_on;
    INSERT INTO kpi_periods (org_id, kpi_id, starts_on, value)
    SELECT d.org_id, d.kpi_id, d.day, d.last_value
    FROM kpi_days d
    WHERE d.org_id = bench.id(org, '0000', 0) AND d.kpi_id IN (bench.id(org, '000a', 1), bench.id(org, '000a', 2));
$$;
