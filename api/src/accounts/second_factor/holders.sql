SELECT people_with_second_factor() AS id ORDER BY 1
