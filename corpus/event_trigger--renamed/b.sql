CREATE FUNCTION remember() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tg_tag; END $$;
CREATE EVENT TRIGGER after ON ddl_command_end EXECUTE FUNCTION remember();
COMMENT ON EVENT TRIGGER after IS 'stays';
