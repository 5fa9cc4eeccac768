CREATE SCHEMA new;
CREATE FUNCTION new.note() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM tg_tag; END $$;
CREATE EVENT TRIGGER noted ON ddl_command_end EXECUTE FUNCTION new.note();
COMMENT ON EVENT TRIGGER noted IS 'comes back';
CREATE TABLE made_meanwhile (id integer PRIMARY KEY);
