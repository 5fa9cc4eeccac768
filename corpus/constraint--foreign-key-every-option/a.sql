CREATE TABLE target (id integer PRIMARY KEY, a integer, b integer, UNIQUE (b, a));
CREATE TABLE source (
    id integer PRIMARY KEY, r1 integer, r2 integer, r3 integer, r4 integer, r5 integer DEFAULT 1, a integer, b integer,
    CONSTRAINT action_changes FOREIGN KEY (r1) REFERENCES target,
    CONSTRAINT target_changes FOREIGN KEY (r2) REFERENCES target ON DELETE CASCADE
);
CREATE TABLE other_target (id integer PRIMARY KEY);
