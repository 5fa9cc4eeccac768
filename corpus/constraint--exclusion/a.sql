CREATE EXTENSION btree_gist;
CREATE TABLE lease (
    flat integer, tenant text, during daterange, cancelled boolean NOT NULL DEFAULT false, area circle,
    CONSTRAINT one_tenant EXCLUDE USING gist (flat WITH =, during WITH &&),
    CONSTRAINT goes EXCLUDE USING gist (area WITH &&)
);
