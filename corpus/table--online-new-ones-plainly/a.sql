CREATE TABLE customer (id integer NOT NULL, CONSTRAINT customer_pkey PRIMARY KEY (id));
