INSERT INTO public.t VALUES (1, 'one', '(1,2)');
