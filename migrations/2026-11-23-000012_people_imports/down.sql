DROP TABLE people_imports;
