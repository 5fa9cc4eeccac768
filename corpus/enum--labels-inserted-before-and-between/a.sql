CREATE TYPE size AS ENUM ('S', 'L');
CREATE TABLE shirt (id integer PRIMARY KEY, size size NOT NULL);
CREATE INDEX shirt_size ON shirt (size);
