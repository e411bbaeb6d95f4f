select provost_proof.survey({{ number | literal }})::text;
