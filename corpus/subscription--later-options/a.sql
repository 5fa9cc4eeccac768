CREATE SUBSCRIPTION s CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false);
CREATE SUBSCRIPTION owned CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = NONE, password_required = false);
