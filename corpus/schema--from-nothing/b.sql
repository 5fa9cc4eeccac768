CREATE SCHEMA billing;
ALTER SCHEMA billing OWNER TO pgmend_owner;
COMMENT ON SCHEMA billing IS 'Invoices and what was paid for them; kept apart from the product''s own tables.';
GRANT USAGE ON SCHEMA billing TO pgmend_reader;
GRANT USAGE, CREATE ON SCHEMA billing TO pgmend_writer WITH GRANT OPTION;

CREATE TABLE billing.invoice (
    invoice_no bigint PRIMARY KEY,
    issued_on date NOT NULL DEFAULT CURRENT_DATE
);
