CREATE TABLE c (k text, n integer, d date, v varchar(10));
ALTER TABLE c ADD CONSTRAINT n_not CHECK (((n <> 5)));
ALTER TABLE c ADD CONSTRAINT d_cast CHECK (d > date '2020-01-01');
ALTER TABLE c ADD CONSTRAINT n_between CHECK (n >= 1 AND (n <= 10));
ALTER TABLE c ADD CONSTRAINT k_in CHECK (k = ANY (ARRAY['a'::text, 'b'::text]));
