CREATE TABLE public.t (id integer PRIMARY KEY);
CREATE SUBSCRIPTION plain CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION p WITH (connect = false);
CREATE SUBSCRIPTION no_slot CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION p WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION "Weird ""Sub" CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION "Weird ""Publication", a, b
    WITH (connect = false, slot_name = 'other_slot', binary = true, streaming = on, synchronous_commit = local);
CREATE SUBSCRIPTION works CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION p WITH (connect = false);
ALTER SUBSCRIPTION works ENABLE;
COMMENT ON SUBSCRIPTION "Weird ""Sub" IS 'it''s from elsewhere';
