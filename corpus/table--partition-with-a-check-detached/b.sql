CREATE TABLE public.log (id bigint NOT NULL, at date, note text, CONSTRAINT positive CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE public.log_old (id bigint NOT NULL, at date, note text, CONSTRAINT positive CHECK (id > 0));
