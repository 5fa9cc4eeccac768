CREATE SUBSCRIPTION s CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a
    WITH (connect = false, streaming = parallel, disable_on_error = true, password_required = false, run_as_owner = true, origin = none);
CREATE SUBSCRIPTION owned CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = NONE, password_required = false);
ALTER SUBSCRIPTION owned OWNER TO pgmend_owner;
CREATE SUBSCRIPTION made CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, two_phase = true, disable_on_error = true, origin = none);
