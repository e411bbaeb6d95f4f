-- A schema for each of the six services. Each service is the only one that writes in its own; who may read what of
-- another's is said by the access rules. No API exposes any of them.

create schema auth_schema;

create schema user_schema;

create schema institution_schema;

create schema notification_schema;

create schema application_schema;

create schema internship_schema;

revoke all on schema auth_schema, user_schema, institution_schema, notification_schema, application_schema, internship_schema
    from public;

comment on schema auth_schema is 'Auth service: who may sign in, and how.';
comment on schema user_schema is 'User service: what is known of a person beside how they sign in.';
comment on schema institution_schema is
    'Institution service: universities, colleges and employers, their departments and programs.';
comment on schema notification_schema is
    'Notification service: what is sent to whom, by which channel, and what became of it.';
comment on schema application_schema is 'Application service: what people apply for, with documents, reviews and decisions.';
comment on schema internship_schema is 'Internship service: postings, who took them, how it goes and how it went.';
