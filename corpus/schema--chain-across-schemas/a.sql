CREATE SCHEMA z_types;
CREATE TYPE z_types.unit AS ENUM ('kg', 'piece');
