CREATE SUBSCRIPTION s CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a, b WITH (connect = false);
CREATE SUBSCRIPTION starts CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = NONE);
CREATE SUBSCRIPTION stops CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false);
ALTER SUBSCRIPTION stops ENABLE;
COMMENT ON SUBSCRIPTION s IS 'old';
