INSERT INTO public.log VALUES (1, '2023-02-01', 'old');
