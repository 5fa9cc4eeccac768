INSERT INTO public.log_now VALUES (1, '2025-03-01', 'here');
