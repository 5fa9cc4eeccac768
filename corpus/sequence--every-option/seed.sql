SELECT setval('public.ticket_no', 4711), setval('public.countdown', -3), setval('public.small_no', 77);
