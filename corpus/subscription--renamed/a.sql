CREATE SUBSCRIPTION old CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = 'kept');
COMMENT ON SUBSCRIPTION old IS 'kept';
