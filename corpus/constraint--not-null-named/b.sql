CREATE TABLE n (
    id integer CONSTRAINT n_id_known NOT NULL,
    a integer CONSTRAINT "a: not null!" NOT NULL, b integer, c integer CONSTRAINT c_known NOT NULL, d integer CONSTRAINT d_known NOT NULL NO INHERIT,
    e integer CONSTRAINT e_here NOT NULL
);
