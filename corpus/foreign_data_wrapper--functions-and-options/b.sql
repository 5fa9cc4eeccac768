CREATE FUNCTION public.checks(options text[], catalog oid) RETURNS void LANGUAGE internal STRICT AS 'postgresql_fdw_validator';
CREATE FUNCTION public.checks_now(options text[], catalog oid) RETURNS void LANGUAGE internal STRICT AS 'postgresql_fdw_validator';
CREATE FOREIGN DATA WRAPPER "Weird ""Wrapper" OPTIONS (kept '1', "Weird key" 'it''s', changed 'new \ 🐘', comes 'y');
CREATE FOREIGN DATA WRAPPER checked VALIDATOR public.checks_now;
CREATE FOREIGN DATA WRAPPER checked_no_more;
CREATE FOREIGN DATA WRAPPER made VALIDATOR public.checks_now;
COMMENT ON FOREIGN DATA WRAPPER checked IS 'new';
COMMENT ON FOREIGN DATA WRAPPER made IS 'made';
GRANT USAGE ON FOREIGN DATA WRAPPER checked TO pgmend_writer WITH GRANT OPTION;
