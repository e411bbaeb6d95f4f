SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

COMMENT ON SCHEMA "public" IS 'standard public schema; it''s ours';

CREATE SCHEMA IF NOT EXISTS "private";
ALTER SCHEMA "private" OWNER TO "postgres";

SET default_tablespace = '';
SET default_table_access_method = "heap";

CREATE TABLE IF NOT EXISTS "private"."settings" (
    "key" "text" NOT NULL,
    "value" "jsonb" DEFAULT '{"a": ";"}'::"jsonb"
);
ALTER TABLE "private"."settings" OWNER TO "postgres";
ALTER TABLE ONLY "private"."settings" ADD CONSTRAINT "settings_pkey" PRIMARY KEY ("key");

-- a body that is only valid later: check_function_bodies is off
CREATE OR REPLACE FUNCTION "private"."is_member"("team" "uuid") RETURNS boolean
    LANGUAGE "sql" STABLE SECURITY DEFINER SET "search_path" TO ''
    AS $_$
  select exists (select 1 from public.team_members m where m.team_id = $1 and m.user_id = (select auth.uid()));
$_$;
ALTER FUNCTION "private"."is_member"("team" "uuid") OWNER TO "postgres";

RESET ALL;
