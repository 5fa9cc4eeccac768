CREATE FUNCTION public.checks(options text[], catalog oid) RETURNS void LANGUAGE internal STRICT AS 'postgresql_fdw_validator';
CREATE FUNCTION public.checks_too(options text[], catalog oid) RETURNS void LANGUAGE internal STRICT AS 'postgresql_fdw_validator';
CREATE FOREIGN DATA WRAPPER gone;
CREATE FOREIGN DATA WRAPPER "Weird ""Wrapper" OPTIONS (kept '1', "Weird key" 'it''s', changed 'old', leaves 'x');
CREATE FOREIGN DATA WRAPPER checked VALIDATOR public.checks;
CREATE FOREIGN DATA WRAPPER checked_no_more VALIDATOR public.checks;
COMMENT ON FOREIGN DATA WRAPPER checked IS 'old';
GRANT USAGE ON FOREIGN DATA WRAPPER checked TO pgmend_reader;
