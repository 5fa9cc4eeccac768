SELECT e.enumtypid, e.enumlabel, e.enumsortorder FROM pg_catalog.pg_enum e
