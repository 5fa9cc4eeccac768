INSERT INTO parcel VALUES (1, 'NL', 3), (2, 'DE', 1);
