CREATE TABLE n (
    id integer CONSTRAINT n_id_known NOT NULL,
    a integer, b integer NOT NULL, c integer, d integer CONSTRAINT d_known NOT NULL,
    e integer CONSTRAINT e_here NOT NULL NO INHERIT
);
ALTER TABLE n ADD CONSTRAINT c_known NOT NULL c NOT VALID;
