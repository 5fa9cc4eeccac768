CREATE SEQUENCE numbers;
CREATE TABLE t (
    comes integer, goes integer DEFAULT 5, changes text DEFAULT 'old',
    at timestamptz DEFAULT now(), no bigint, list integer[] DEFAULT '{1,2}', who text DEFAULT CURRENT_USER
);
