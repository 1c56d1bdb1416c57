-- A kind of work with competencies of its own, such as engineering or sales. What belongs to none is for everybody.
CREATE TABLE tracks (
    org_id  uuid   NOT NULL REFERENCES frameworks,
    id      uuid   NOT NULL,
    name    text   NOT NULL,
    version bigint NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT tracks_name_taken UNIQUE (org_id, name)
);
SELECT protect('tracks');

-- Which track a job is on. Jobs are known by their title, as people have it; most are on none.
CREATE TABLE track_jobs (
    org_id    uuid NOT NULL,
    job_title text NOT NULL,
    track_id  uuid NOT NULL,
    PRIMARY KEY (org_id, job_title),
    CONSTRAINT track_jobs_track_unknown FOREIGN KEY (org_id, track_id) REFERENCES tracks (org_id, id)
);
CREATE INDEX track_jobs_by_track ON track_jobs (org_id, track_id);
SELECT protect('track_jobs');

-- Two tracks may each have a competency of the same name: nobody is on both.
ALTER TABLE competencies
    ADD COLUMN track_id uuid,
    ADD CONSTRAINT competencies_track_unknown FOREIGN KEY (org_id, track_id) REFERENCES tracks (org_id, id),
    DROP CONSTRAINT competencies_name_taken,
    ADD CONSTRAINT competencies_name_taken UNIQUE NULLS NOT DISTINCT (org_id, track_id, name);
