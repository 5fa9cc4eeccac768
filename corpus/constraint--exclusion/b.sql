CREATE EXTENSION btree_gist;
CREATE TABLE lease (
    flat integer, tenant text, during daterange, cancelled boolean NOT NULL DEFAULT false, area circle,
    CONSTRAINT one_tenant EXCLUDE USING gist (flat WITH =, during WITH &&) WHERE (NOT cancelled),
    CONSTRAINT comes EXCLUDE USING btree (lower(tenant) COLLATE "C" WITH =, flat WITH =) WITH (fillfactor = 60) DEFERRABLE INITIALLY DEFERRED
);
