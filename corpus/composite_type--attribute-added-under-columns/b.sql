CREATE TYPE money_amount AS (amount numeric(14,2), currency char(3), rounded boolean);
CREATE TABLE payment (id integer PRIMARY KEY, gross money_amount, parts money_amount[]);
