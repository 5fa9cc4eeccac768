CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE q (
    id integer, a integer, b integer,
    CONSTRAINT q_a FOREIGN KEY (a) REFERENCES p,
    CONSTRAINT q_b FOREIGN KEY (b) REFERENCES p NOT ENFORCED,
    CONSTRAINT q_id CHECK (id > 0),
    CONSTRAINT q_new CHECK (a <> b) NOT ENFORCED
);
