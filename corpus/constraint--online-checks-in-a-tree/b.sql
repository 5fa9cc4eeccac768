CREATE TABLE animal (id integer, name text, CONSTRAINT id_positive CHECK (id > 0), CONSTRAINT own CHECK (id < 1000) NO INHERIT);
CREATE TABLE dog (bark text, CONSTRAINT name_short CHECK (length(name) < 40), CONSTRAINT barks CHECK (bark <> '')) INHERITS (animal);
CREATE TABLE cat () INHERITS (animal);
CREATE TABLE part (at date, amount integer, CONSTRAINT amount_positive CHECK (amount > 0)) PARTITION BY RANGE (at);
CREATE TABLE part_1 PARTITION OF part FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE part_2 PARTITION OF part FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
