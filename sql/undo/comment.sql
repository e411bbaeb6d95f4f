comment on {{ identity }} is {{ comment | literal }};
