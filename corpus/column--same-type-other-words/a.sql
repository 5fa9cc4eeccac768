CREATE TABLE t (
    id serial NOT NULL,
    a varchar(10),
    b int8,
    c float,
    d decimal(10, 2),
    e timestamptz(3),
    f bool DEFAULT 't',
    g char(5)[],
    h text DEFAULT 'x',
    i time(0),
    j varbit(3),
    k float(10),
    l interval
);
