CREATE TABLE t (id integer CONSTRAINT id_known NOT NULL, v text NOT NULL);
COMMENT ON CONSTRAINT id_known ON t IS 'asked for by the auditor';
COMMENT ON CONSTRAINT t_v_not_null ON t IS 'named by PostgreSQL';
