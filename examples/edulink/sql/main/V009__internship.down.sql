-- Undoes V009.

drop table internship_schema.internship_evaluations;

drop table internship_schema.internship_progress;

drop table internship_schema.internship_applications;

drop table internship_schema.internship_postings;
