CREATE TABLE region (k text PRIMARY KEY);
CREATE TABLE p (a integer CONSTRAINT positive CHECK (a > 0), k text NOT NULL REFERENCES region, CONSTRAINT "Sæt; ""b""" CHECK (k <> '')) PARTITION BY LIST (k);
CREATE TABLE lacks (a integer, k text NOT NULL);
CREATE TABLE otherwise (a integer CONSTRAINT positive CHECK (a > 1) CONSTRAINT more CHECK (a < 1000), k text NOT NULL);
CREATE TABLE has (a integer CONSTRAINT positive CHECK (a > 0), k text NOT NULL REFERENCES region, CONSTRAINT "Sæt; ""b""" CHECK (k <> ''));
ALTER TABLE has RENAME CONSTRAINT has_k_fkey TO p_k_fkey;
