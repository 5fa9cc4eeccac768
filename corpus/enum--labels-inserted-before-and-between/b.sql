CREATE TYPE size AS ENUM ('XXS', 'XS', 'S', 'M', 'M tall', 'L', 'XL');
CREATE TABLE shirt (id integer PRIMARY KEY, size size NOT NULL);
CREATE INDEX shirt_size ON shirt (size);
