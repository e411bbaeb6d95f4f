create database {{ name | ident }}{% if template %} template {{ template | ident }}{% endif %};
