select provost_proof.demote({{ number | literal }}, {{ base | literal }});
