CREATE SCHEMA old;
CREATE TABLE history (tag text);
CREATE FUNCTION old.note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.history (tag) VALUES (tg_tag); END $$;
CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION old.note();
CREATE EVENT TRIGGER goes ON sql_drop EXECUTE FUNCTION old.note();
COMMENT ON EVENT TRIGGER noted IS 'comes back';
