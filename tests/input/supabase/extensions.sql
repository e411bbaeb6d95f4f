create extension if not exists "uuid-ossp" with schema extensions;
create extension if not exists pgcrypto with schema extensions;
-- unqualified: `extensions` is in the role's search path; the file before emptied it
select uuid_generate_v4(), gen_random_bytes(4);
