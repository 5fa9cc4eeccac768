CREATE TEXT SEARCH PARSER public.stays (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
