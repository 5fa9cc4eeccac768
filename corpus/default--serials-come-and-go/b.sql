CREATE TABLE s (x text, s2 smallserial, s4 serial, s8 bigserial);
