DROP VIEW person_stories;
