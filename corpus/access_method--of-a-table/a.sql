CREATE FUNCTION public.handler(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE ACCESS METHOD m TYPE TABLE HANDLER public.handler;
CREATE TABLE public.t (a integer) USING m;
