-- Badges and milestones. A milestone that carries a badge awards it by itself when it is reached.

create table public.badges (
    id uuid default gen_random_uuid() constraint badges_pkey primary key,
    name text not null,
    description text not null default '',
    icon text not null default 'medal',
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint badges_name_key unique (name),
    constraint badges_name_check check (char_length(name) between 1 and 100),
    constraint badges_icon_check check (char_length(icon) between 1 and 100)
);

comment on table public.badges is 'What can be earned.';

create table public.user_badges (
    id uuid default gen_random_uuid() constraint user_badges_pkey primary key,
    user_id uuid not null,
    badge_id uuid not null,
    awarded_by uuid,
    awarded_at timestamptz not null default now(),
    constraint user_badges_user_id_fkey foreign key (user_id) references public.users (id) on delete cascade,
    constraint user_badges_badge_id_fkey foreign key (badge_id) references public.badges (id) on delete cascade,
    constraint user_badges_awarded_by_fkey foreign key (awarded_by) references public.users (id) on delete set null,
    constraint user_badges_user_id_badge_id_key unique (user_id, badge_id)
);

create index user_badges_badge_id_idx on public.user_badges (badge_id);

create index user_badges_awarded_by_idx on public.user_badges (awarded_by);

comment on table public.user_badges is 'Who earned what, once each.';
comment on column public.user_badges.awarded_by is 'Null for a badge that a milestone awarded.';

create table public.milestone_categories (
    id uuid default gen_random_uuid() constraint milestone_categories_pkey primary key,
    name text not null,
    place integer not null default 1,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint milestone_categories_name_key unique (name),
    constraint milestone_categories_name_check check (char_length(name) between 1 and 100),
    constraint milestone_categories_place_check check (place > 0)
);

comment on table public.milestone_categories is 'How milestones are grouped.';

create table public.milestones (
    id uuid default gen_random_uuid() constraint milestones_pkey primary key,
    category_id uuid not null,
    badge_id uuid,
    title text not null,
    description text not null default '',
    metric text not null,
    threshold integer not null,
    is_active boolean not null default true,
    created_at timestamptz not null default now(),
    updated_at timestamptz not null default now(),
    constraint milestones_category_id_fkey
        foreign key (category_id) references public.milestone_categories (id) on delete restrict,
    constraint milestones_badge_id_fkey foreign key (badge_id) references public.badges (id) on delete set null,
    constraint milestones_title_check check (char_length(title) between 1 and 200),
    constraint milestones_metric_check
        check (metric in ('recordings_watched', 'assignments_submitted', 'assignments_passed')),
    constraint milestones_threshold_check check (threshold > 0)
);

create index milestones_category_id_idx on public.milestones (category_id);

create index milestones_badge_id_idx on public.milestones (badge_id);

comment on table public.milestones is 'What is to be reached: so many of a metric in all.';
comment on column public.milestones.metric is 'A column of user_metrics.';

create function internal.award_milestones() returns trigger
    language plpgsql
    security definer
    set search_path = ''
as $award$
declare
    badge record;
begin
    for badge in
        with total as (
            select sum(recordings_watched) as recordings_watched,
                sum(assignments_submitted) as assignments_submitted,
                sum(assignments_passed) as assignments_passed
            from public.user_metrics
            where user_id = new.user_id
        ),
        awarded as (
            insert into public.user_badges (user_id, badge_id)
            select distinct new.user_id, milestone.badge_id
            from total, public.milestones as milestone
            join public.badges as worth on worth.id = milestone.badge_id and worth.is_active
            where milestone.is_active
                and milestone.threshold <= case milestone.metric
                    when 'recordings_watched' then total.recordings_watched
                    when 'assignments_submitted' then total.assignments_submitted
                    when 'assignments_passed' then total.assignments_passed
                end
            on conflict (user_id, badge_id) do nothing
            returning badge_id
        )
        select earned.name, earned.description
        from awarded join public.badges as earned on earned.id = awarded.badge_id
    loop
        perform internal.announce(
            array[new.user_id], 'badge_awarded',
            jsonb_build_object('name', badge.name, 'description', badge.description)
        );
    end loop;
    return null;
end
$award$;

revoke all on function internal.award_milestones() from public;

comment on function internal.award_milestones() is 'Awards the badges of the milestones that a student has reached, and tells them.';

create trigger award_milestones
    after insert or update on public.user_metrics
    for each row execute function internal.award_milestones();
