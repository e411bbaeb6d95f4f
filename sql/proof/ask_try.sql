select provost_proof.try({{ number | literal }}, {{ attempts | literal }}::jsonb)::text;
