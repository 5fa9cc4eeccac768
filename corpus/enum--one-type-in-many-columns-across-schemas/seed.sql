INSERT INTO public.price VALUES (1, 'EUR'), (2, 'USD');
INSERT INTO tenant_a.payment VALUES ('2024-05-05', 'USD'), ('2024-06-06', DEFAULT);
INSERT INTO shared.account VALUES (1, 'EUR');
INSERT INTO tenant_a.account VALUES (2, 'USD', 'Ada');
