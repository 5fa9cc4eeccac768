CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY, v text);
COMMENT ON SEQUENCE t_id_seq IS 'counts';
GRANT SELECT ON SEQUENCE t_id_seq TO pgmend_reader;
