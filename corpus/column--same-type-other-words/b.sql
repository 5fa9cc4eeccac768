CREATE SEQUENCE t_id_seq AS integer;
CREATE TABLE t (
    id integer NOT NULL DEFAULT nextval('t_id_seq'::regclass),
    a character varying(10),
    b bigint,
    c double precision,
    d numeric(10,2),
    e timestamp(3) with time zone,
    f boolean DEFAULT true,
    g character(5) ARRAY,
    h text DEFAULT 'x'::text,
    i time(0) without time zone,
    j bit varying(3),
    k real,
    l interval
);
ALTER SEQUENCE t_id_seq OWNED BY t.id;
