INSERT INTO parcel (id, weight, "Höhe ""cm", label) VALUES (1, 5, NULL, 'a'), (2, NULL, 7, 'b');
