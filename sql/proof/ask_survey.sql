select provost_proof.survey({{ number | literal }}, {{ only | literal }})::text;
