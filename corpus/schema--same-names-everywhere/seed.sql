INSERT INTO public.plant VALUES (1, 'on'), (2, 'off');
INSERT INTO north.plant VALUES (1, 'on');
INSERT INTO south.plant VALUES (1, 'off'), (7, 'on');
