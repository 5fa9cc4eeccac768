CREATE TABLE credit_note (no bigint PRIMARY KEY);
CREATE TABLE invoice (no bigint PRIMARY KEY);
