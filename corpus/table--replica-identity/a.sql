CREATE TABLE to_full (id integer PRIMARY KEY);
CREATE TABLE to_nothing (id integer PRIMARY KEY);
ALTER TABLE to_nothing REPLICA IDENTITY FULL;
CREATE TABLE to_index (id integer PRIMARY KEY, code text NOT NULL);
CREATE TABLE from_index (id integer PRIMARY KEY, code text NOT NULL);
CREATE UNIQUE INDEX from_index_code ON from_index (code);
ALTER TABLE from_index REPLICA IDENTITY USING INDEX from_index_code;
CREATE TABLE other_index (id integer PRIMARY KEY, code text NOT NULL UNIQUE);
ALTER TABLE other_index REPLICA IDENTITY USING INDEX other_index_code_key;
