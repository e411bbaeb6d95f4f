select provost_proof.seek({{ number | literal }}, {{ plan | literal }}::jsonb, {{ wanted | literal }}::jsonb);
