select provost_proof.settle();
