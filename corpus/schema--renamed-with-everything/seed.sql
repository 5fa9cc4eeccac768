INSERT INTO app.t VALUES (1, 'a', 'x'); INSERT INTO public.u VALUES (1);
