-- On top of base.sql, where the contrib extensions are installed.

CREATE SCHEMA d_extensions;
CREATE EXTENSION hstore SCHEMA d_extensions VERSION '1.4';
COMMENT ON EXTENSION hstore IS 'extension';
CREATE EXTENSION citext SCHEMA d_extensions;
