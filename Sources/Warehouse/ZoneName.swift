public import Postgres

/// Names of time zones in the form that IANA gives them: `Europe/Paris`, `Etc/GMT+2`, `UTC`.
///
/// PostgreSQL takes more: abbreviations (`CET`, `EST5EDT`), which know no or another summer time than the place that is meant,
/// rules of POSIX, and names of its machine (`localtime`, `posix/…`), which mean something else on another one.
public enum ZoneName {
    /// Makes sure that a name has the form; whether there is such a zone, the server says when it is read.
    ///
    /// - Throws: `Failure` of kind `configuration` with the nearest names.
    public static func check(_ name: String, _ connection: Connection) throws {
        if !hasForm(name) { throw try refusal(of: name, connection) }
    }

    static func hasForm(_ name: String) -> Bool {
        name == "UTC" || (name.contains("/") && !["posix/", "right/"].contains(where: name.hasPrefix))
    }

    /// Whether a name has the form, and the server knows the zone.
    static func isKnown(_ name: String, _ connection: Connection) throws(PostgresError) -> Bool {
        guard hasForm(name) else { return false }
        return try !connection.rows("select from pg_timezone_names where name = \(name)").isEmpty
    }

    static func refusal(of name: String, _ connection: Connection) throws(PostgresError) -> Failure {
        Failure(
            .configuration, "\(name.debugDescription) is not the IANA name of a time zone that PostgreSQL knows.",
            remedy: try advice(on: name, connection))
    }

    /// What to write instead of a name that is refused: the nearest ones, or where to find them all.
    static func advice(on name: String, _ connection: Connection) throws(PostgresError) -> String {
        let nearest = try nearest(to: name, connection)
        return nearest.isEmpty
            ? "Use an IANA name such as Europe/Paris; `select name from pg_timezone_names` lists them."
            : "Did you mean \(nearest.joined(separator: " or "))?"
    }

    /// The most usual place of each abbreviation.
    private static let places = [
        "ACST": "Australia/Adelaide", "AEST": "Australia/Sydney", "AST": "America/Halifax", "AWST": "Australia/Perth",
        "BST": "Europe/London", "CEST": "Europe/Paris", "CET": "Europe/Paris", "CST": "America/Chicago",
        "EET": "Europe/Helsinki", "EST": "America/New_York", "GB": "Europe/London", "GMT": "Europe/London",
        "HST": "Pacific/Honolulu", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "KST": "Asia/Seoul",
        "MET": "Europe/Paris", "MSK": "Europe/Moscow", "MST": "America/Denver", "NZ": "Pacific/Auckland",
        "NZST": "Pacific/Auckland", "PST": "America/Los_Angeles", "WET": "Europe/Lisbon", "Z": "UTC", "ZULU": "UTC",
    ]

    private static func nearest(to name: String, _ connection: Connection) throws(PostgresError) -> [String] {
        let letters = name.prefix { $0.isLetter }.uppercased()
        if !name.contains("/"), let place = places[letters] { return [place] }
        let wanted = Array(name.lowercased().replacing(" ", with: "_").utf8)
        var found: [(distance: Int, name: String)] = []
        for row in try connection.rows("select name from pg_timezone_names") {
            let known: String = try row["name"]
            guard hasForm(known) else { continue }
            let lowercased = known.lowercased()
            let city = lowercased.split(separator: "/").last ?? ""
            let distance = min(Self.distance(wanted, Array(lowercased.utf8)), Self.distance(wanted, Array(city.utf8)))
            if distance <= wanted.count / 4 { found.append((distance, known)) }
        }
        guard let least = found.map(\.distance).min() else { return [] }
        return found.filter { $0.distance == least }.map(\.name).sorted().prefix(3).map(\.self)
    }

    /// Bytes to insert, remove or replace to make one of the other (Levenshtein).
    private static func distance(_ one: [UInt8], _ other: [UInt8]) -> Int {
        var row = Array(0...other.count)
        for (place, byte) in one.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for column in other.indices {
                let replaced = diagonal + (byte == other[column] ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
            }
        }
        return row[other.count]
    }
}
