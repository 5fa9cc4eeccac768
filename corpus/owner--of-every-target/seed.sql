INSERT INTO s.t (v) VALUES ('a');
