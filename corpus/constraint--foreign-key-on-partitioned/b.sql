CREATE TABLE device (id integer PRIMARY KEY);
CREATE TABLE reading (id integer NOT NULL, at date NOT NULL, device_id integer REFERENCES device ON DELETE CASCADE, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
CREATE TABLE reading_2023 PARTITION OF reading FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE alarm (reading_id integer, reading_at date, at date NOT NULL) PARTITION BY RANGE (at);
CREATE TABLE alarm_all PARTITION OF alarm DEFAULT;
ALTER TABLE alarm ADD CONSTRAINT alarm_reading FOREIGN KEY (reading_id, reading_at) REFERENCES reading (id, at);
CREATE TABLE remark (reading_id integer, reading_at date, body text, CONSTRAINT remark_reading FOREIGN KEY (reading_id, reading_at) REFERENCES reading);
ALTER TABLE reading_2024 ADD CONSTRAINT only_2024 FOREIGN KEY (id) REFERENCES device;
