create or replace function mart.cell(content text)
returns text
language sql immutable parallel safe
as $$
    select case when content ~ '^[=+@\t\r-]' then '''' || content else content end
$$;
comment on function mart.cell(text) is
    'Text as a spreadsheet may read it: what it could run as a formula gets an apostrophe in front.';
