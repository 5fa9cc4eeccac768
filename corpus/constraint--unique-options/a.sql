CREATE TABLE u (
    a integer, b integer, c integer, d integer,
    CONSTRAINT goes UNIQUE (a),
    CONSTRAINT columns UNIQUE (a, b),
    CONSTRAINT includes UNIQUE (b) INCLUDE (c),
    CONSTRAINT defers UNIQUE (c)
);
