INSERT INTO parcel (weight) VALUES (10), (20), (30);
