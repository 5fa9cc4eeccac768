CREATE TABLE photo (id integer PRIMARY KEY, people integer[] NOT NULL DEFAULT '{}', words varchar(10)[]);
CREATE INDEX photo_people ON photo USING gin (people);
