CREATE SCHEMA numbers;
CREATE SEQUENCE numbers.document_no START 100000;
ALTER SEQUENCE numbers.document_no OWNER TO pgmend_owner;
GRANT USAGE ON SEQUENCE numbers.document_no TO pgmend_writer;
GRANT SELECT ON SEQUENCE numbers.document_no TO pgmend_reader, PUBLIC;
COMMENT ON SEQUENCE numbers.document_no IS 'One circle of numbers for all documents: the tax office wants no gaps explained twice.';
CREATE TABLE credit_note (no bigint PRIMARY KEY DEFAULT nextval('numbers.document_no'));
CREATE TABLE invoice (no bigint PRIMARY KEY DEFAULT nextval('numbers.document_no'));
