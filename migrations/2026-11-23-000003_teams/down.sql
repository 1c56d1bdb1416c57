DROP TABLE team_closure;
DROP TABLE teams;
DROP FUNCTION refresh_team_closure;
