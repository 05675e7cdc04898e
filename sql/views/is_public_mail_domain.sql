-- Whether a domain belongs to a public mail provider, so that its addresses tell nothing about the customer.
create or replace function core.is_public_mail_domain(domain text) returns boolean
language sql immutable parallel safe
begin atomic
    select domain in (
            'gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com', 'aol.com', 'aim.com', 'web.de', 't-online.de',
            'freenet.de', 'proton.me', 'protonmail.com', 'pm.me', 'mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'rambler.ru',
            'ya.ru', 'qq.com', 'foxmail.com', '163.com', '126.com', 'yeah.net', 'sina.com', 'sohu.com', 'naver.com',
            'hanmail.net', 'daum.net', 'mail.com', 'zoho.com', 'fastmail.com', 'hey.com', 'tutanota.com', 'tuta.io', 'orange.fr',
            'wanadoo.fr', 'free.fr', 'laposte.net', 'sfr.fr', 'libero.it', 'virgilio.it', 'wp.pl', 'o2.pl', 'seznam.cz',
            'uol.com.br', 'bol.com.br', 'terra.com.br', 'rediffmail.com', 'comcast.net', 'verizon.net', 'att.net',
            'bluewin.ch', 'ymail.com', 'rocketmail.com', 'passport.com')
        or domain ~ '^(outlook|hotmail|live|msn|yahoo|gmx|yandex)\.([a-z]{2,3}|com?\.[a-z]{2})$';
end;
comment on function core.is_public_mail_domain(text) is
    'True for domains of public mail providers (gmail.com, yahoo.co.uk …): their addresses never resolve to a customer by domain.';
