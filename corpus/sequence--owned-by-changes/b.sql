CREATE TABLE invoice (id bigint PRIMARY KEY, no bigint);
CREATE SEQUENCE invoice_id_seq OWNED BY invoice.id;
CREATE SEQUENCE invoice_no_seq;
CREATE SEQUENCE wandering OWNED BY invoice.no;
