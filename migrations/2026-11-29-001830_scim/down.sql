DROP TABLE scim_groups;
DROP TABLE scim_people;
DROP TABLE scim_settings;
