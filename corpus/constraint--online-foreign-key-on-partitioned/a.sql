CREATE TABLE place (id integer NOT NULL CONSTRAINT place_pkey PRIMARY KEY);
CREATE TABLE visit (at date NOT NULL, place integer, CONSTRAINT visit_pkey PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE visit_2024 PARTITION OF visit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE photo (taken date, place integer);
