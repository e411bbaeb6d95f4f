select {{ column | ident }} from {{ table.schema | ident }}.{{ table.name | ident }}
