alter function {{ helpers | ident }}.{{ name | ident }}() security invoker;
