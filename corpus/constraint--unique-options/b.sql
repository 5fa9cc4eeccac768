CREATE TABLE u (
    a integer, b integer, c integer, d integer,
    CONSTRAINT columns UNIQUE (b, a),
    CONSTRAINT includes UNIQUE (b) INCLUDE (c, d),
    CONSTRAINT defers UNIQUE (c) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT comes UNIQUE (d, c) WITH (fillfactor = 70)
);
COMMENT ON CONSTRAINT comes ON u IS 'so said the auditor';
