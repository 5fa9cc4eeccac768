CREATE SUBSCRIPTION "Weird ""New" CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a, b WITH (connect = false, slot_name = 'kept');
COMMENT ON SUBSCRIPTION "Weird ""New" IS 'kept';
