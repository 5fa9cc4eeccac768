CREATE SUBSCRIPTION s CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION "Weird ""Publication", b
    WITH (connect = false, slot_name = 'other', binary = true, streaming = on, synchronous_commit = remote_apply);
CREATE SUBSCRIPTION starts CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false);
ALTER SUBSCRIPTION starts ENABLE;
CREATE SUBSCRIPTION stops CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION s IS 'new';
