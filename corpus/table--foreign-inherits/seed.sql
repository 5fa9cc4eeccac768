INSERT INTO public.root VALUES (1);
INSERT INTO public.local VALUES (1, 2);
