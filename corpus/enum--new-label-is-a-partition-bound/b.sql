CREATE TYPE region AS ENUM ('eu', 'us', 'apac');
CREATE TABLE event (id bigint NOT NULL, region region NOT NULL, body text) PARTITION BY LIST (region);
CREATE TABLE event_eu PARTITION OF event FOR VALUES IN ('eu');
CREATE TABLE event_us PARTITION OF event FOR VALUES IN ('us');
CREATE TABLE event_apac PARTITION OF event FOR VALUES IN ('apac');
CREATE INDEX event_id ON event (id);
