CREATE TABLE booking (
    id uuid PRIMARY KEY,
    room integer NOT NULL,
    during tsrange NOT NULL,
    guest text
);
