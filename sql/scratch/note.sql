comment on database {{ name | ident }} is {{ note | literal }};
