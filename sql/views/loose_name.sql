-- What is left of a name or id without what people write in different ways: case, accents,
-- punctuation, blanks, legal forms, leading zeros; null: nothing.
create or replace function core.loose_name(name text) returns text
language sql immutable parallel safe
begin atomic
    select nullif(
        regexp_replace(
            regexp_replace(
                regexp_replace(
                    regexp_replace(normalize(lower(name), nfd), U&'[\0300-\036f]', '', 'g'),
                    '[^[:alnum:]]+', ' ', 'g'),
                '(?<=\w) (?:ltd|limited|inc|incorporated|llc|llp|plc|gmbh|mbh|ag|kg|kgaa|ohg|ug|ev|se|'
                'sa|sas|sarl|srl|spa|bv|nv|ab|as|oy|aps|pty|co|corp|corporation|company)(?= |$)',
                '', 'g'),
            ' |^0+(?=.)', '', 'g'),
        '');
end;
comment on function core.loose_name(text) is
    'Equal for names that are likely the same: Müller & Co. KG and muller; 0012 and 12.';
