CREATE TABLE public.log (id integer NOT NULL, at date, note text, CONSTRAINT positive CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE public.log_old PARTITION OF public.log FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
