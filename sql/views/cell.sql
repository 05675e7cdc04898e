create or replace function mart.cell(content text)
returns text
language sql immutable parallel safe
begin atomic
    select case when content ~ '^[=+@\t\r-]' then '''' || content else content end;
end;
comment on function mart.cell(text) is
    'Text as a spreadsheet may read it: what it could run as a formula gets an apostrophe in front.';
