import Postgres

/// What a setting may be set to.
enum SettingRule {
    /// A whole number within bounds.
    case whole(ClosedRange<Int>)
    /// A number within bounds.
    case number(ClosedRange<Double>)
    /// The IANA name of a time zone that the server knows.
    case zone
    /// ISO 4217 code.
    case currency
    /// A day within bounds.
    case day(ClosedRange<CalendarDate>)
    /// Domain names separated by semicolons, or nothing.
    case domains
    /// Names separated by semicolons, or nothing.
    case names

    /// The rule of a setting; nil when there is no setting of that name.
    static func named(_ setting: String) -> SettingRule? { all[setting] }

    private static let all: [String: SettingRule] = [
        "reporting_tz": .zone,
        "qualifying_minutes": .whole(0...1_440),
        "guest_minutes": .whole(0...1_440),
        "leader_interviews": .whole(1...1_000),
        "exposure_target_hours": .number(0.01...1_000),
        "response_target_hours": .number(0.01...10_000),
        "action_target_days": .whole(1...365),
        "closure_target_days": .whole(1...365),
        "min_group_size": .whole(1...1_000),
        "neglect_lambda": .number(0...1),
        "neglect_target": .number(0.01...1),
        "neglect_weight_voice": .number(0...1),
        "neglect_weight_action": .number(0...1),
        "neglect_weight_response": .number(0...1),
        "theme_fdr": .number(0.0001...0.9999),
        "reporting_currency": .currency,
        "publish_grace_hours": .whole(0...10_000),
        "own_domains": .domains,
        "meeting_series": .names,
        "earliest_event_date": .day(firstDay...lastDay),
        "planned_horizon_days": .whole(1...36_500),
    ]

    private static let firstDay = CalendarDate(daysSinceUnixEpoch: -62_091)
    private static let lastDay = CalendarDate(daysSinceUnixEpoch: 47_482)

    /// Settings that only decide what is loaded from now on: no computed figure depends on them.
    static let ofIntake: Set<String> = ["earliest_event_date", "planned_horizon_days"]

    /// The value as it is to be stored; nil when it breaks the rule.
    func normalised(_ value: String, _ connection: Connection) throws(PostgresError) -> String? {
        switch self {
        case .whole(let range): return Int(value).flatMap { range.contains($0) ? String($0) : nil }
        case .number(let range): return Self.isPlain(value) && Double(value).map(range.contains) == true ? value : nil
        case .zone: return try ZoneName.isKnown(value, connection) ? value : nil
        case .currency: return value == value.uppercased() && CurrencyCodes.contains(value) ? value : nil
        case .day(let range): return CalendarDate(value).map(range.contains) == true ? value : nil
        case .domains: return Self.domains(value)
        case .names: return Self.names(value)
        }
    }

    /// The rule in words, as the end of "must be …".
    var words: String {
        switch self {
        case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(range.lowerBound) to \(range.upperBound)"
        case .zone: "the IANA name of a time zone, such as Europe/Paris"
        case .currency: "a code of ISO 4217 in capital letters, such as EUR"
        case .day(let range): "a day from \(range.lowerBound) to \(range.upperBound)"
        case .domains: "domain names separated by semicolons"
        case .names: "names separated by semicolons, on one line"
        }
    }

    /// What to write instead of a value that breaks the rule; nil: the rule says it.
    func advice(on value: String, _ connection: Connection) throws(PostgresError) -> String? {
        guard case .zone = self else { return nil }
        return try ZoneName.advice(on: value, connection)
    }

    /// Digits and one point at most: what PostgreSQL and Swift read alike.
    private static func isPlain(_ value: String) -> Bool {
        value.wholeMatch(of: /[0-9]+(\.[0-9]+)?/) != nil
    }

    private static func names(_ value: String) -> String? {
        if value.contains(where: \.isNewline) { return nil }
        let names = value.split(separator: ";").map { $0.trimmingPrefix(while: { $0 == " " }) }
            .map { String($0.reversed().drop { $0 == " " }.reversed()) }
        return names.filter { !$0.isEmpty }.joined(separator: ";")
    }

    private static func domains(_ value: String) -> String? {
        let names = value.lowercased().split(separator: ";").map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
        let areValid = names.allSatisfy { name in
            name.wholeMatch(of: /([a-z0-9]([a-z0-9\-]*[a-z0-9])?\.)+[a-z][a-z0-9\-]*/) != nil
        }
        return areValid ? names.joined(separator: ";") : nil
    }
}
