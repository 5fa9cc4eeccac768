CREATE DOMAIN age AS integer CONSTRAINT age_changes CHECK (VALUE > 0) CONSTRAINT "an ""odd"" age" CHECK (VALUE < 200);
CREATE DOMAIN made AS text CONSTRAINT made_now CHECK (VALUE <> '');
CREATE TABLE person (age age);
COMMENT ON CONSTRAINT age_changes ON DOMAIN age IS 'years';
