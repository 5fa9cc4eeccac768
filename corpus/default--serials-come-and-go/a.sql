CREATE TABLE s (x text, going bigserial);
