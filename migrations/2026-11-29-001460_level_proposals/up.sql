-- Somebody proposes another job for themselves or for a report, with the levels it asks for: a manager says their word,
-- an Admin decides. What was decided stays, and is the history of somebody's levels.
CREATE TABLE level_proposals (
    org_id         uuid        NOT NULL,
    id             uuid        NOT NULL,
    person_id      uuid        NOT NULL,
    proposed_by    uuid        NOT NULL,
    from_job_title text,                 -- what they had then; once it holds, what it took the place of
    job_title      text        NOT NULL,
    starts_on      date        NOT NULL,
    justification  text        NOT NULL,
    state          text        NOT NULL CHECK (state IN ('proposed', 'agreed', 'granted', 'refused', 'returned', 'withdrawn')),
    agreed_by      uuid,                 -- null if nobody leads them
    decided_by     uuid,                 -- who granted, refused, returned or withdrew it
    decided_at     timestamptz,
    reason         text        NOT NULL DEFAULT '',
    applied_at     timestamptz,          -- since when it holds; later than decided, if its day was still to come
    created_at     timestamptz NOT NULL DEFAULT now(),
    version        bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT level_proposals_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT level_proposals_proposed_by FOREIGN KEY (org_id, proposed_by) REFERENCES people (org_id, id),
    CONSTRAINT level_proposals_agreed_by FOREIGN KEY (org_id, agreed_by) REFERENCES people (org_id, id),
    CONSTRAINT level_proposals_decided_by FOREIGN KEY (org_id, decided_by) REFERENCES people (org_id, id),
    CONSTRAINT level_proposals_held_if_granted CHECK (applied_at IS NULL OR state = 'granted')
);
CREATE INDEX level_proposals_by_person ON level_proposals (org_id, person_id, id DESC);
CREATE INDEX level_proposals_to_begin ON level_proposals (org_id, starts_on) WHERE state = 'granted' AND applied_at IS NULL;
-- One at a time for each person.
CREATE UNIQUE INDEX level_proposals_job_title_open ON level_proposals (org_id, person_id) WHERE state IN ('proposed', 'agreed');
SELECT protect('level_proposals', 'SELECT, INSERT, UPDATE');

-- What stands behind a proposal. Things are named and not held: one that is gone can be opened by nobody.
CREATE TABLE level_evidence (
    org_id      uuid    NOT NULL,
    proposal_id uuid    NOT NULL,
    place       integer NOT NULL,
    kind        text    NOT NULL CHECK (kind IN ('objective', 'praise', 'step')),
    thing_id    uuid    NOT NULL,
    PRIMARY KEY (org_id, proposal_id, place),
    CONSTRAINT level_evidence_proposal FOREIGN KEY (org_id, proposal_id) REFERENCES level_proposals (org_id, id)
);
SELECT protect('level_evidence', 'SELECT, INSERT');

-- The first wall: whoever sees somebody's development sees what is proposed for them, and nobody else.
CREATE VIEW visible_level_proposals WITH (security_invoker = true) AS
SELECT l.org_id, l.id, l.person_id, d.name AS person_name, l.proposed_by, proposer.name AS proposer_name,
       l.from_job_title, l.job_title, l.starts_on, l.justification, l.state, l.agreed_by, agreer.name AS agreer_name,
       l.decided_by, decider.name AS decider_name, l.decided_at, l.reason, l.applied_at, l.created_at, l.version,
       d.manager_id,
       EXISTS (SELECT FROM people m WHERE m.org_id = d.org_id AND m.id = d.manager_id AND m.status = 'active') AS has_manager,
       d.relation
FROM level_proposals l
JOIN visible_developments d ON d.org_id = l.org_id AND d.id = l.person_id
JOIN people proposer ON proposer.org_id = l.org_id AND proposer.id = l.proposed_by
LEFT JOIN people agreer ON agreer.org_id = l.org_id AND agreer.id = l.agreed_by
LEFT JOIN people decider ON decider.org_id = l.org_id AND decider.id = l.decided_by
WHERE l.org_id = current_org();
GRANT SELECT ON visible_level_proposals TO pt_app, pt_jobs;
