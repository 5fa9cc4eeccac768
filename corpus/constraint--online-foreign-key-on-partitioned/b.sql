CREATE TABLE place (id integer NOT NULL CONSTRAINT place_pkey PRIMARY KEY);
CREATE TABLE visit (at date NOT NULL, place integer, CONSTRAINT visit_pkey PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE visit_2024 PARTITION OF visit FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE photo (taken date, place integer);
ALTER TABLE visit ADD CONSTRAINT visit_place FOREIGN KEY (place) REFERENCES place (id);
ALTER TABLE visit ADD CONSTRAINT place_positive CHECK (place > 0);
ALTER TABLE photo ADD CONSTRAINT photo_visit FOREIGN KEY (taken) REFERENCES visit (at);
ALTER TABLE photo ADD CONSTRAINT photo_place FOREIGN KEY (place) REFERENCES place (id);
