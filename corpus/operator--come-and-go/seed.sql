INSERT INTO public.t VALUES (1, 7, '7');
