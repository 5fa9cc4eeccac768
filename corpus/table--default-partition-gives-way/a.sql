CREATE TABLE letter (at date NOT NULL, body text) PARTITION BY RANGE (at);
CREATE TABLE letter_all PARTITION OF letter DEFAULT;
CREATE TABLE letter_kept (at date NOT NULL, body text);
