CREATE DOMAIN age AS integer CONSTRAINT age_changes CHECK (VALUE >= 0);
CREATE TABLE person (age age);
