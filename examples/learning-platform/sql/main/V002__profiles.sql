-- What a person studies and how they like to learn: one row each a person, under the person's own id.

create table public.academic (
    id uuid constraint academic_pkey primary key,
    grade text[] not null,
    semester_type text not null,
    semester integer not null,
    subject text[] not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint academic_id_fkey foreign key (id) references auth.users (id) on delete cascade,
    constraint academic_grade_check check (grade <@ array['Bachelor', 'Masters']),
    constraint academic_grade_not_empty_check check (cardinality(grade) > 0),
    constraint academic_semester_type_check check (semester_type in ('double', 'tri')),
    constraint academic_semester_check check (semester between 1 and 12),
    constraint academic_subject_check check (subject <@ array[
        'computer science',
        'electrical and electronics engineering',
        'english',
        'business administration',
        'economics'
    ])
);

create index idx_academic_grade on public.academic using gin (grade);

create index idx_academic_subject on public.academic using gin (subject);

comment on table public.academic is 'What a person studies. The id is the person''s in auth.users.';
comment on column public.academic.semester_type is 'Whether the year has two terms or three.';
comment on constraint academic_grade_not_empty_check on public.academic is
    'By cardinality: array_length of an empty array is null, and a check that is null passes.';
comment on index public.idx_academic_grade is
    'For the backend. The operators of arrays are not leakproof, so no row that a client may see is found by it.';

create table public.personalized (
    id uuid constraint personalized_pkey primary key,
    prefs jsonb not null default '{}',
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint personalized_id_fkey foreign key (id) references auth.users (id) on delete cascade,
    constraint personalized_prefs_check check (jsonb_typeof(prefs) = 'object'),
    constraint personalized_prefs_detail_level_check check (
        case jsonb_typeof(prefs -> 'detail_level')
            when 'number' then (prefs ->> 'detail_level')::numeric between 0 and 1
            else not prefs ? 'detail_level'
        end
    ),
    constraint personalized_prefs_other_levels_check check (
        -- The other five that the questionnaire gives as a number from 0 to 1: those there are, and those that are right.
        jsonb_array_length(jsonb_path_query_array(prefs, 'strict $.keyvalue() ? (
            @.key == "example_preference" || @.key == "analogy_preference" || @.key == "technical_language"
            || @.key == "structure_preference" || @.key == "visual_preference")'))
        = jsonb_array_length(jsonb_path_query_array(prefs, 'strict $.keyvalue() ? (
            (@.key == "example_preference" || @.key == "analogy_preference" || @.key == "technical_language"
                || @.key == "structure_preference" || @.key == "visual_preference")
            && @.value.type() == "number" && @.value >= 0 && @.value <= 1)'))
    ),
    constraint personalized_prefs_learning_pace_check check (
        case jsonb_typeof(prefs -> 'learning_pace')
            when 'string' then prefs ->> 'learning_pace' in ('slow', 'moderate', 'fast')
            else not prefs ? 'learning_pace'
        end
    ),
    constraint personalized_prefs_prior_experience_check check (
        case jsonb_typeof(prefs -> 'prior_experience')
            when 'string' then prefs ->> 'prior_experience' in ('beginner', 'intermediate', 'advanced', 'expert')
            else not prefs ? 'prior_experience'
        end
    )
);

create index idx_personalized_prefs on public.personalized using gin (prefs);

comment on table public.personalized is 'How a person likes to learn, as the questionnaire asked it.';
comment on column public.personalized.prefs is
    'Any of the eight answers; further keys are free. A key that is there has a value that means something.';
comment on index public.idx_personalized_prefs is
    'For the backend: `prefs @> ''{"learning_pace": "fast"}''` uses it, `prefs ->> ''learning_pace'' = ''fast''` does not.';
