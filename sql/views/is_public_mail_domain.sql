-- Whether a domain belongs to a public mail provider, so that its addresses tell nothing about the
-- customer.
create or replace function core.is_public_mail_domain(domain text) returns boolean
language sql immutable parallel safe
begin atomic
    select domain in (
            -- everywhere
            'gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com',
            'privaterelay.appleid.com', 'ymail.com', 'rocketmail.com', 'passport.com',
            'windowslive.com', 'aol.com', 'aim.com', 'mail.com', 'email.com', 'usa.com',
            'inbox.com', 'lycos.com', 'proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me',
            'zoho.com', 'zohomail.com', 'fastmail.com', 'fastmail.fm', 'hey.com', 'hushmail.com',
            'tutanota.com', 'tutanota.de', 'tuta.io', 'tuta.com', 'tutamail.com', 'duck.com',
            'mailinator.com', 'riseup.net', 'disroot.org',
            -- German, Austrian, Swiss
            'web.de', 't-online.de', 'freenet.de', 'arcor.de', 'mailbox.org', 'posteo.de',
            'posteo.net', 'mail.de', 'online.de', 'aon.at', 'chello.at', 'bluewin.ch', 'hispeed.ch',
            'sunrise.ch',
            -- French, Belgian, Dutch, Luxembourgish
            'orange.fr', 'wanadoo.fr', 'free.fr', 'laposte.net', 'sfr.fr', 'neuf.fr', 'bbox.fr',
            'numericable.fr', 'skynet.be', 'telenet.be', 'ziggo.nl', 'kpnmail.nl', 'planet.nl',
            'hetnet.nl', 'home.nl', 'xs4all.nl', 'casema.nl', 'pt.lu',
            -- Italian, Spanish, Portuguese, Brazilian
            'libero.it', 'virgilio.it', 'alice.it', 'tin.it', 'tiscali.it', 'terra.es',
            'telefonica.net', 'sapo.pt', 'uol.com.br', 'bol.com.br', 'terra.com.br', 'ig.com.br',
            'globo.com', 'globomail.com',
            -- British, Irish, North American, Australian, New Zealand
            'btinternet.com', 'btopenworld.com', 'virginmedia.com', 'ntlworld.com',
            'blueyonder.co.uk', 'talktalk.net', 'eircom.net', 'comcast.net', 'verizon.net',
            'att.net', 'sbcglobal.net', 'bellsouth.net', 'cox.net', 'charter.net', 'earthlink.net',
            'optonline.net', 'frontier.com', 'juno.com', 'netzero.net', 'rr.com', 'sympatico.ca',
            'shaw.ca', 'bigpond.com', 'optusnet.com.au', 'xtra.co.nz',
            -- Central and Eastern European, Nordic
            'wp.pl', 'o2.pl', 'onet.pl', 'op.pl', 'interia.pl', 'gazeta.pl', 'seznam.cz',
            'email.cz', 'centrum.cz', 'post.cz', 'azet.sk', 'centrum.sk', 'abv.bg', 'freemail.hu',
            'citromail.hu', 'inbox.lv', 'mail.ee', 'online.no', 'mail.dk', 'luukku.com', 'spray.se',
            -- Russian, Ukrainian
            'mail.ru', 'bk.ru', 'inbox.ru', 'list.ru', 'internet.ru', 'rambler.ru', 'ya.ru',
            'ukr.net', 'i.ua', 'meta.ua',
            -- Asian, Israeli, Turkish
            'qq.com', 'foxmail.com', '163.com', '126.com', '139.com', '188.com', '189.cn',
            'yeah.net', 'sina.com', 'sina.cn', 'sohu.com', 'aliyun.com', 'tom.com', 'naver.com',
            'hanmail.net', 'daum.net', 'nate.com', 'kakao.com', 'docomo.ne.jp', 'ezweb.ne.jp',
            'softbank.ne.jp', 'nifty.com', 'rediffmail.com', 'walla.co.il', 'walla.com',
            'mynet.com')
        or domain ~ '^(outlook|hotmail|live|msn|yahoo|gmx|yandex)\.([a-z]{2,3}|com?\.[a-z]{2})$';
end;
comment on function core.is_public_mail_domain(text) is
    'True for domains of public mail providers (gmail.com …), which never resolve to a customer.';
