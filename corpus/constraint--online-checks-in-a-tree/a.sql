CREATE TABLE animal (id integer, name text);
CREATE TABLE dog (bark text, CONSTRAINT name_short CHECK (length(name) < 40)) INHERITS (animal);
CREATE TABLE part (at date, amount integer) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
