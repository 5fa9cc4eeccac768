-- Triggers, and the copies of them that partitions have, for their firing state. A copy of a foreign key's trigger has the
-- key's index. The arguments are bytes with a zero after each, which has no place in a text: they are split in hex.
SELECT t.oid, t.tgrelid, t.tgname, t.tgfoid, t.tgtype, t.tgenabled, t.tgconstraint, t.tgconstrrelid, t.tgdeferrable,
       t.tginitdeferred, t.tgattr,
       CASE WHEN t.tgnargs > 0 THEN ARRAY(
           SELECT convert_from(decode(m.m[1], 'hex'), getdatabaseencoding())
           FROM regexp_matches(encode(t.tgargs, 'hex'), '((?:(?!00)..)*)00', 'g') WITH ORDINALITY m (m, n) ORDER BY m.n)
       END, t.tgnargs, t.tgoldtable, t.tgnewtable, t.tgparentid, t.tgqual IS NOT NULL,
       CASE WHEN t.tgqual IS NOT NULL AND t.tgparentid = 0 THEN pg_get_triggerdef(t.oid) END
FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace {scope} AND (NOT t.tgisinternal OR t.tgparentid <> 0 AND t.tgconstrindid = 0)
