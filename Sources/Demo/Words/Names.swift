/// The parts made-up people, companies and places are put together from.
enum Names {
    static let first = [
        "Aaliyah", "Adebayo", "Agnieszka", "Aino", "Amara", "Anouk", "Arjun", "Astrid", "Ayşe", "Bastian", "Beatriz",
        "Bronisław", "Chidi", "Chloé", "Dagmar", "Dilnoza", "Eitan", "Elif", "Émile", "Farid", "Femke", "Giulia",
        "Hamza", "Hedvig", "Ioana", "Isolde", "Jasper", "Joaquín", "Jürgen", "Kaito", "Katarzyna", "Kwame", "Lærke",
        "Leïla", "Linh", "Łukasz", "Mahdi", "Maren", "Mei", "Miloš", "Nadia", "Niamh", "Noor", "Oluwaseun", "Oskar",
        "Pilar", "Priya", "Quentin", "Rania", "Ruben", "Saoirse", "Sigrún", "Søren", "Tamsin", "Thandiwe", "Tomás",
        "Vikram", "Wiebke", "Yusuf", "Zofia",
    ]

    static let last = [
        "Abendroth", "Achterberg", "Adeyemi-Lund", "Almqvist", "Baranowicz", "Birkenfeld", "Böttger", "Castellane",
        "Chaudhari", "Dąbek", "Delacourt", "Ehrenpreis", "Eskildsen", "Farahani", "Feldhusen", "Fjellstad", "Gallimore",
        "Geißler", "Grönlund", "Halvorsen", "Hinrichsen", "Ibarrola", "Iwasaki", "Jankovec", "Järvelä", "Kaltenbach",
        "Khoury", "Kirchweger", "Kowalczuk", "Lachenmaier", "Lindegaard", "Löwenthal", "Mbeki-Stahl", "Mirzaei",
        "Möllenkamp", "Nakahara", "Nørregaard", "Obermoser", "Okonjo", "O'Hanrahan", "Petrescu", "Pfaffinger",
        "Quintavalle", "Radomski", "Rautenberg", "Rosendahl", "Saavedra", "Schönfelder", "Skarsholm", "Szabolcsi",
        "Tanrıverdi", "Terhorst", "Uhlenbrock", "Vandermolen", "Vestergren", "Wąsik", "Weidenhaupt", "Yıldızhan",
        "Zaborowski", "Zimmerlin",
    ]

    static let largeTrades = [
        "Logistics AG", "Insurance Group", "Pharma SE", "Retail Holding", "Energy AG", "Airlines", "Hotels & Resorts",
        "Automotive SE", "Telecom", "Foods International",
    ]

    static let middleTrades = [
        "Maschinenbau GmbH", "Medical Supplies", "Software GmbH", "Travel", "Furniture AB", "Textiles", "Print & Media",
        "Catering", "Bikes", "Outdoor", "Wholesale B.V.", "Consulting", "Education", "Labs",
    ]

    static let smallTrades = [
        "Bäckerei", "Café", "Buchhandlung", "Florist", "Yoga Studio", "Optik", "Fahrräder", "Weinhandel", "Keramik",
        "Friseur", "Tischlerei", "Physio", "Pizzeria", "Goldschmiede", "Records & Vinyl", "Kiosk", "Tattoo, Ink & Co",
        "Garten", "Hundesalon", "Nähatelier",
    ]

    /// Countries with the region they belong to and how many customers come from there, in per cent.
    static let countries: [((code: String, region: String), Int)] = [
        (("DE", "dach"), 44), (("AT", "dach"), 8), (("CH", "dach"), 9), (("NL", "benelux"), 9), (("BE", "benelux"), 5),
        (("SE", "nordics"), 7), (("DK", "nordics"), 6), (("FR", "south"), 7), (("ES", "south"), 5),
    ]

    /// The name in the letters of an address: lower case, without accents, words joined by hyphens.
    static func address(of name: String) -> String {
        let plain = name.lowercased().reduce(into: "") {
            $0 += letters[$1] ?? ($1.isASCII && $1.isLetter ? "\($1)" : " ")
        }
        return plain.split(separator: " ").joined(separator: "-")
    }

    private static let letters: [Character: String] = [
        "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "æ": "ae", "ø": "o", "å": "a", "é": "e", "è": "e", "ï": "i",
        "í": "i", "á": "a", "ú": "u", "ı": "i", "ş": "s", "š": "s", "ł": "l", "ą": "a", "'": "",
    ]
}
