-- Undoes what V001 added. "uuid-ossp" and pgcrypto belong to the platform, were there before, and stay.
-- Without cascade: an extension that something else uses by now is not taken away from it.

drop extension if exists pg_trgm;

drop extension if exists vector;
