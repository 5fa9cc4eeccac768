CREATE TABLE t (id integer NOT NULL, a integer, CONSTRAINT key_of_t PRIMARY KEY (id), CONSTRAINT key_of_t_check CHECK (a > 0));
CREATE TABLE u (t integer CONSTRAINT key_of_t_fk REFERENCES t);
ALTER TABLE t REPLICA IDENTITY USING INDEX key_of_t;
ALTER TABLE t CLUSTER ON key_of_t;
COMMENT ON CONSTRAINT key_of_t ON t IS 'key';
COMMENT ON INDEX key_of_t IS 'its index';
