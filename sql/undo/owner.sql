alter {{ identity }} owner to {{ owner | ident }};
