-- On top of base.sql, where the server is a full build: with ICU, the libraries of conversions and of
-- subscriptions, and stop words.

CREATE COLLATION d.collated_icu (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
ALTER COLLATION d.collated_icu OWNER TO pgmend_owner;
COMMENT ON COLLATION d.collated_icu IS 'collation';

CREATE DEFAULT CONVERSION d.converted FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
CREATE CONVERSION d.unused_conversion FOR 'UTF8' TO 'LATIN2' FROM utf8_to_iso8859;
ALTER CONVERSION d.converted OWNER TO pgmend_owner;
COMMENT ON CONVERSION d.converted IS 'conversion';

CREATE TEXT SEARCH DICTIONARY d.dictionary (template = d.template, stopwords = english, "accept" = false);
CREATE TEXT SEARCH DICTIONARY d.unused_dictionary (template = pg_catalog.simple);
ALTER TEXT SEARCH DICTIONARY d.dictionary OWNER TO pgmend_owner;
COMMENT ON TEXT SEARCH DICTIONARY d.dictionary IS 'text search dictionary';

CREATE TEXT SEARCH CONFIGURATION d.searched (parser = d.parser);
ALTER TEXT SEARCH CONFIGURATION d.searched ADD MAPPING FOR word, asciiword WITH d.dictionary, english_stem;
CREATE TEXT SEARCH CONFIGURATION d.unused_configuration (parser = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION d.searched OWNER TO pgmend_owner;
COMMENT ON TEXT SEARCH CONFIGURATION d.searched IS 'text search configuration';

CREATE SUBSCRIPTION d_subscription CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a, b WITH (connect = false, binary = true, synchronous_commit = local);
CREATE SUBSCRIPTION d_unused_subscription CONNECTION 'host=connection-is-not-in-the-model.invalid' PUBLICATION a WITH (connect = false, slot_name = NONE);
COMMENT ON SUBSCRIPTION d_subscription IS 'subscription';
