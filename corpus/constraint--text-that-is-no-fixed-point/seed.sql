INSERT INTO parcel VALUES (1, 'new', 'S', 1), (2, 'late', NULL, NULL);
