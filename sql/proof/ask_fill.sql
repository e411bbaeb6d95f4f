select provost_proof.fill({{ plan | literal }}::jsonb)::text;
