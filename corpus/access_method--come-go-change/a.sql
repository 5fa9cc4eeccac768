CREATE FUNCTION public.handler(internal) RETURNS table_am_handler LANGUAGE internal AS 'heap_tableam_handler';
CREATE ACCESS METHOD changed TYPE TABLE HANDLER public.handler;
CREATE ACCESS METHOD gone TYPE TABLE HANDLER heap_tableam_handler;
COMMENT ON ACCESS METHOD changed IS 'stays';
CREATE TABLE public.old (a integer) USING gone;
