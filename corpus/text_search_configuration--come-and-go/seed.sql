INSERT INTO public.t (id, a) VALUES (1, 'one two'), (2, NULL);
