-- Nothing that somebody added to the server's template is in it.
create database {{ name | ident }} template {{ template | ident }};
