CREATE TABLE invoice (id bigint PRIMARY KEY, no bigint, other_no bigint);
CREATE SEQUENCE invoice_id_seq;
CREATE SEQUENCE invoice_no_seq OWNED BY invoice.no;
CREATE SEQUENCE wandering OWNED BY invoice.other_no;
