SELECT people_by_second_factor($1) AS id ORDER BY 1
