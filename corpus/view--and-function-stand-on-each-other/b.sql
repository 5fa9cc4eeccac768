CREATE TABLE sale (id integer PRIMARY KEY, amount numeric, at date);
CREATE VIEW z_sale AS SELECT id, amount, at FROM sale WHERE amount > 0;
CREATE FUNCTION a_total(since date DEFAULT '2024-01-01') RETURNS numeric LANGUAGE sql STABLE
BEGIN ATOMIC
    SELECT sum(z.amount) FROM public.z_sale z WHERE z.at >= since;
END;
CREATE VIEW y_share AS SELECT id, amount / a_total() AS share FROM z_sale;
CREATE FUNCTION b_big(minimum numeric) RETURNS SETOF y_share LANGUAGE sql STABLE
    AS $$ SELECT id, share FROM public.y_share WHERE share > minimum $$;
CREATE VIEW x_big AS SELECT b.id, a_total('2020-01-01') AS total FROM b_big(0.5) b;
CREATE FUNCTION c_count() RETURNS bigint LANGUAGE plpgsql STABLE AS $$ BEGIN RETURN (SELECT count(*) FROM public.x_big); END $$;
