select provost_proof.link({{ tab | literal }}, {{ link | literal }}::jsonb);
