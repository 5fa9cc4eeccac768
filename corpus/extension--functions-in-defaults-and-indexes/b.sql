CREATE SCHEMA ext;
CREATE EXTENSION pg_trgm SCHEMA ext;
CREATE EXTENSION btree_gist SCHEMA ext;
CREATE EXTENSION "uuid-ossp" SCHEMA ext;
CREATE TABLE booking (
    id uuid PRIMARY KEY DEFAULT ext.uuid_generate_v4(),
    room integer NOT NULL,
    during tsrange NOT NULL,
    guest text,
    CONSTRAINT booking_no_overlap EXCLUDE USING gist (room WITH =, during WITH &&)
);
CREATE INDEX booking_guest_trgm ON booking USING gin (guest ext.gin_trgm_ops);
