CREATE FUNCTION note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tg_tag; END $$;
CREATE EVENT TRIGGER before ON ddl_command_end EXECUTE FUNCTION note();
COMMENT ON EVENT TRIGGER before IS 'stays';
