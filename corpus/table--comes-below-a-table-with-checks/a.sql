CREATE TABLE p (a integer, b text, CONSTRAINT positive CHECK (a > 0), CONSTRAINT "Sæt; ""b""" CHECK (b <> ''));
CREATE TABLE r (a integer PRIMARY KEY);
CREATE TABLE lacks (a integer, b text);
CREATE TABLE otherwise (a integer, b text, CONSTRAINT positive CHECK (a > 1), CONSTRAINT more CHECK (a < 1000));
CREATE TABLE has (a integer, b text, CONSTRAINT positive CHECK (a > 0), CONSTRAINT "Sæt; ""b""" CHECK (b <> ''));
CREATE TABLE q (a integer REFERENCES r, b text, CONSTRAINT old CHECK (a < 4000));
CREATE TABLE leaves (a integer, b text, CONSTRAINT old CHECK (a < 4000)) INHERITS (q);
CREATE TABLE twice (CONSTRAINT positive CHECK (a > 0), CONSTRAINT "Sæt; ""b""" CHECK (b <> '')) INHERITS (q, p);
