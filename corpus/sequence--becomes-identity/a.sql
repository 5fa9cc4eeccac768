CREATE SEQUENCE parcel_id_seq;
CREATE TABLE parcel (id bigint PRIMARY KEY DEFAULT nextval('parcel_id_seq'), weight integer);
ALTER SEQUENCE parcel_id_seq OWNED BY parcel.id;
