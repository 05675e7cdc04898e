extension DateNames {
    /// English, German, French, Spanish, Portuguese, Italian, Dutch and Swedish at once: no word of one means another
    /// month or day in another. Source: CLDR 46, formats `wide` and `abbreviated`, with and without the point.
    public static let western = DateNames(
        months: merged(
            english.months,
            table(
                "Januar Jan. Jän; Februar Feb.; März Mär Mrz Mär.; April Apr.; Mai; Juni Jun.; Juli Jul.; August Aug.; "
                    + "September Sept. Sep.; Oktober Okt Okt.; November Nov.; Dezember Dez Dez."),
            table(
                "janvier janv janv.; février févr févr.; mars; avril avr avr.; mai; juin; juillet juil juil.; août; "
                    + "septembre; octobre oct.; novembre nov.; décembre déc déc."),
            table(
                "enero ene ene.; febrero feb.; marzo mar.; abril abr abr.; mayo may.; junio jun.; julio jul.; "
                    + "agosto ago ago.; septiembre sept.; octubre oct.; noviembre nov.; diciembre dic dic."),
            table(
                "janeiro jan.; fevereiro fev fev.; março mar.; abril abr.; maio mai.; junho jun.; julho jul.; agosto ago.; "
                    + "setembro set set.; outubro out out.; novembro nov.; dezembro dez."),
            table(
                "gennaio gen; febbraio feb; marzo mar; aprile apr; maggio mag; giugno giu; luglio lug; agosto ago; "
                    + "settembre set; ottobre ott; novembre nov; dicembre dic"),
            table(
                "januari jan.; februari feb.; maart mrt mrt.; april apr.; mei; juni jun.; juli jul.; augustus aug.; "
                    + "september sep.; oktober okt.; november nov.; december dec."),
            table(
                "januari jan.; februari feb.; mars; april apr.; maj; juni; juli; augusti aug.; september sep.; "
                    + "oktober okt.; november nov.; december dec.")),
        weekdays: merged(
            english.weekdays,
            table("Montag; Dienstag; Mittwoch; Donnerstag; Freitag; Samstag; Sonntag"),
            table("lundi lun; mardi mar; mercredi mer; jeudi jeu; vendredi ven; samedi sam; dimanche dim"),
            table("lunes; martes; miércoles mié; jueves jue; viernes vie; sábado sáb; domingo dom"),
            table(
                "segunda-feira seg; terça-feira ter; quarta-feira qua; quinta-feira qui; sexta-feira sex; sábado; domingo"
            ),
            table("lunedì; martedì; mercoledì; giovedì gio; venerdì; sabato sab; domenica"),
            table("maandag; dinsdag; woensdag; donderdag; vrijdag; zaterdag; zondag")),
        dayPeriods: [
            english.dayPeriods[0] + ["a. m.", "a.\u{a0}m.", "a.\u{202f}m."],
            english.dayPeriods[1] + ["p. m.", "p.\u{a0}m.", "p.\u{202f}m."],
        ])

    /// Spellings by number: numbers are parted by `;`, spellings by a space.
    private static func table(_ text: String) -> [[String]] {
        text.split(separator: ";").map { number in
            number.split(separator: " ").map(String.init).flatMap(withCapital)
        }
    }

    /// Letters beyond ASCII are compared as they stand, so a word that begins with one is given with a capital too.
    private static func withCapital(_ word: String) -> [String] {
        let capital = word.prefix(1).uppercased() + word.dropFirst()
        return word.utf8.allSatisfy { $0 < 0x80 } || capital == word ? [word] : [word, capital]
    }

    private static func merged(_ languages: [[String]]...) -> [[String]] {
        languages[0].indices.map { number in
            var spellings: [String] = []
            for language in languages {
                for spelling in language[number] where !spellings.contains(spelling) { spellings.append(spelling) }
            }
            return spellings
        }
    }
}
