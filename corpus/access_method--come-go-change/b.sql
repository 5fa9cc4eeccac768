CREATE ACCESS METHOD changed TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD "Weird ""Method 🐘" TYPE TABLE HANDLER heap_tableam_handler;
CREATE ACCESS METHOD tree TYPE INDEX HANDLER hashhandler;
COMMENT ON ACCESS METHOD changed IS 'stays';
COMMENT ON ACCESS METHOD tree IS 'it''s a hash';
CREATE OPERATOR CLASS public.tree_ops DEFAULT FOR TYPE integer USING tree AS
    OPERATOR 1 =, FUNCTION 1 hashint4(integer);
CREATE TABLE public.new (a integer) USING "Weird ""Method 🐘";
CREATE INDEX new_a ON public.new USING tree (a);
