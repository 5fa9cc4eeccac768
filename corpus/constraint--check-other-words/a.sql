CREATE TABLE c (
    k text, n integer, d date, v varchar(10),
    CONSTRAINT k_in CHECK (k IN ('a', 'b')),
    CONSTRAINT n_between CHECK (n BETWEEN 1 AND 10),
    CONSTRAINT d_cast CHECK (d > '2020-01-01'),
    CONSTRAINT n_not CHECK (n != 5)
);
