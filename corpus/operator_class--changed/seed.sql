INSERT INTO public.t SELECT n, n % 7 FROM generate_series(1, 20) n;
