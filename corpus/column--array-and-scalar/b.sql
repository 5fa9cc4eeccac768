CREATE TABLE photo (id integer PRIMARY KEY, people bigint[] NOT NULL DEFAULT '{}', words text[]);
CREATE INDEX photo_people ON photo USING gin (people);
