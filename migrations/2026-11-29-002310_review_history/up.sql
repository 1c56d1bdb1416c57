-- What reviews were, from when on it was known: a packet opens as of any day. Written whenever any of it changes, and never
-- changed. What was before this migration nobody wrote down, so the history begins with it. What was handed in by then stands
-- in review_submissions; these tables say what of it counted.
CREATE TABLE review_cycle_stages (
    org_id      uuid        NOT NULL,
    cycle_id    uuid        NOT NULL,
    known_at    timestamptz NOT NULL DEFAULT clock_timestamp() + (org_now() - now()),
    stage       text        NOT NULL,
    form_number integer,                        -- by which words it asked; none of a draft
    PRIMARY KEY (org_id, cycle_id, known_at),
    CONSTRAINT review_cycle_stages_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id)
        ON DELETE CASCADE
);

CREATE TABLE review_packet_versions (
    org_id          uuid        NOT NULL,
    packet_id       uuid        NOT NULL,
    known_at        timestamptz NOT NULL DEFAULT clock_timestamp() + (org_now() - now()),
    state           text        NOT NULL,
    summary         text        NOT NULL,
    released_at     timestamptz,
    author_rating   smallint,
    final_rating    smallint,
    final_potential smallint,
    not_rated       boolean     NOT NULL,
    PRIMARY KEY (org_id, packet_id, known_at),
    CONSTRAINT review_packet_versions_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id)
        ON DELETE CASCADE
);

-- Of sides with names alone: when somebody without a name wrote, took back or handed in stands nowhere more than it did.
CREATE TABLE review_states (
    org_id    uuid        NOT NULL,
    review_id uuid        NOT NULL,
    known_at  timestamptz NOT NULL DEFAULT clock_timestamp() + (org_now() - now()),
    state     text        NOT NULL,
    PRIMARY KEY (org_id, review_id, known_at),
    CONSTRAINT review_states_review FOREIGN KEY (org_id, review_id) REFERENCES reviews (org_id, id) ON DELETE CASCADE
);

-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE review_cycles NO FORCE ROW LEVEL SECURITY;
ALTER TABLE review_packets NO FORCE ROW LEVEL SECURITY;
ALTER TABLE reviews NO FORCE ROW LEVEL SECURITY;
INSERT INTO review_cycle_stages (org_id, cycle_id, known_at, stage, form_number)
SELECT c.org_id, c.id, now(), c.stage, c.form_number FROM review_cycles c;
INSERT INTO review_packet_versions
    (org_id, packet_id, known_at, state, summary, released_at, author_rating, final_rating, final_potential, not_rated)
SELECT k.org_id, k.id, now(), k.state, k.summary, k.released_at, k.author_rating, k.final_rating, k.final_potential,
       k.not_rated
FROM review_packets k;
INSERT INTO review_states (org_id, review_id, known_at, state)
SELECT r.org_id, r.id, now(), r.state
FROM reviews r
JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
WHERE r.state <> 'assigned' AND (r.relation IN ('self', 'manager') OR c.naming = 'named');
ALTER TABLE review_cycles FORCE ROW LEVEL SECURITY;
ALTER TABLE review_packets FORCE ROW LEVEL SECURITY;
ALTER TABLE reviews FORCE ROW LEVEL SECURITY;
SELECT protect('review_cycle_stages', 'SELECT, INSERT');
SELECT protect('review_packet_versions', 'SELECT, INSERT');
SELECT protect('review_states', 'SELECT, INSERT');

-- Triggers, so that no way to change one can forget it.
CREATE FUNCTION keep_review_cycle_stage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO review_cycle_stages (org_id, cycle_id, stage, form_number)
    VALUES (NEW.org_id, NEW.id, NEW.stage, NEW.form_number);
    RETURN NULL;
END
$$;
CREATE TRIGGER review_cycles_begun AFTER INSERT ON review_cycles
    FOR EACH ROW EXECUTE FUNCTION keep_review_cycle_stage();
CREATE TRIGGER review_cycles_staged AFTER UPDATE OF stage, form_number ON review_cycles
    FOR EACH ROW WHEN ((OLD.stage, OLD.form_number) IS DISTINCT FROM (NEW.stage, NEW.form_number))
    EXECUTE FUNCTION keep_review_cycle_stage();

CREATE FUNCTION keep_review_packet_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO review_packet_versions
        (org_id, packet_id, state, summary, released_at, author_rating, final_rating, final_potential, not_rated)
    VALUES (NEW.org_id, NEW.id, NEW.state, NEW.summary, NEW.released_at, NEW.author_rating, NEW.final_rating,
            NEW.final_potential, NEW.not_rated);
    RETURN NULL;
END
$$;
CREATE TRIGGER review_packets_begun AFTER INSERT ON review_packets
    FOR EACH ROW EXECUTE FUNCTION keep_review_packet_version();
CREATE TRIGGER review_packets_versioned
    AFTER UPDATE OF state, summary, released_at, author_rating, final_rating, final_potential, not_rated ON review_packets
    FOR EACH ROW WHEN ((OLD.state, OLD.summary, OLD.released_at, OLD.author_rating, OLD.final_rating,
                        OLD.final_potential, OLD.not_rated)
                       IS DISTINCT FROM (NEW.state, NEW.summary, NEW.released_at, NEW.author_rating, NEW.final_rating,
                                         NEW.final_potential, NEW.not_rated))
    EXECUTE FUNCTION keep_review_packet_version();

CREATE FUNCTION keep_review_state() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO review_states (org_id, review_id, state)
    SELECT NEW.org_id, NEW.id, NEW.state
    WHERE NEW.relation IN ('self', 'manager') OR EXISTS (
        SELECT FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
        WHERE k.org_id = NEW.org_id AND k.id = NEW.packet_id AND c.naming = 'named');
    RETURN NULL;
END
$$;
CREATE TRIGGER reviews_begun AFTER INSERT ON reviews
    FOR EACH ROW WHEN (NEW.state <> 'assigned') EXECUTE FUNCTION keep_review_state();
CREATE TRIGGER reviews_stated AFTER UPDATE OF state ON reviews
    FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION keep_review_state();
