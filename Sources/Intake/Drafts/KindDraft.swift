import Records

/// What of a file would make records of one kind, and how well that fits.
struct KindDraft {
    let kind: Kind
    private(set) var entries: [MappingDraft.Entry] = []
    /// Columns that are named like the id of the records, but have one value more than once.
    private(set) var repeatedKeys: [String] = []
    private var free: [ColumnProfile]
    private let all: [ColumnProfile]

    /// Below this, a kind is no better than a guess.
    private static let leastScore = 5

    init(_ profiles: [ColumnProfile], _ kind: Kind) {
        self.kind = kind
        free = profiles
        all = profiles
        for column in kind.columns { add(column) }
        addElapsedTimes()
        addDuration()
        addHash()
        let order = kind.columns.map(\.name)
        entries.sort { (order.firstIndex(of: $0.column) ?? 0) < (order.firstIndex(of: $1.column) ?? 0) }
    }

    /// Required columns that were not found.
    var missing: [String] {
        kind.columns.filter(\.isRequired).map(\.name).filter { name in !entries.contains { $0.column == name } }
    }

    /// How much says that the records are of this kind.
    var score: Int { scoreOfFound - 10 * missing.count }

    /// The same, whatever is missing.
    var scoreOfFound: Int { entries.reduce(0) { $0 + $1.weight } - 3 * all.count { isForeign($0.name) } }

    /// Whether the kind is more than a guess.
    var isConvincing: Bool {
        missing.isEmpty && score >= Self.leastScore && entries.contains { $0.weight >= 2 } && saysSomething
    }

    /// Whether there is more than keys: a table that only joins records to others is none of ours.
    private var saysSomething: Bool {
        kind.name != "tickets"
            || entries.contains { ["created_at", "status", "subject", "description"].contains($0.column) }
    }

    private mutating func add(_ column: Column) {
        // A length needs its unit, which its name tells.
        if column.type == .minutes { return }
        for name in ColumnNames.names(of: column.name, in: kind) {
            let named = free.indices.filter { ColumnNames.folded(free[$0].name) == name }
            guard let place = named.first(where: { accepts(free[$0], column) }) else {
                if isKey(column.name), !Self.genericNames.contains(name) { repeatedKeys += named.map { free[$0].name } }
                continue
            }
            let profile = free.remove(at: place)
            entries.append(
                MappingDraft.Entry(
                    column: column.name, name: profile.name, reading: reading(of: profile, column),
                    values: values(of: profile, column), weight: weight(of: column.name, name)))
            return
        }
    }

    /// Whether what stands in the column can be what `column` holds.
    private func accepts(_ profile: ColumnProfile, _ column: Column) -> Bool {
        if isKey(column.name) { return profile.isUnique || isHistory }
        switch column.name {
        case "email": return profile.holdsAddresses && (profile.isUnique || isHistory)
        case "emails": return profile.holdsAddresses
        case "email_domains": return profile.samples.allSatisfy { $0.contains(".") && !$0.contains("@") }
        case "customer":
            let isAddress = ["mail", "correo", "courriel", "メール"].contains {
                ColumnNames.folded(profile.name).contains($0)
            }
            return isAddress == profile.holdsAddresses || (!isAddress && profile.holdsAddresses)
        case "csat": return profile.holdsOnly(Words.ratings.keys)
        case "item_kind": return profile.holdsOnly(Words.itemKinds.keys)
        default: break
        }
        switch column.type {
        case .timestamp: return profile.samples.isEmpty || profile.timestamps != nil
        case .number: return profile.samples.isEmpty || profile.numbers != nil
        case .boolean: return profile.holdsOnly(Words.booleans.keys)
        case .word(let words) where column.name == "status" && !words.isEmpty:
            return profile.samples.isEmpty || profile.samples.contains { Words.statuses[Words.folded($0)] != nil }
        case .word(let words) where !words.isEmpty: return profile.holdsOnly(words)
        case .word, .list: return profile.samples.allSatisfy { $0.count <= 200 }
        case .name: return profile.samples.allSatisfy { $0.utf8.count <= Column.longestName }
        case .words, .minutes: return true
        }
    }

    /// Which of day and month comes first, where a column of the file tells; all columns of a file agree.
    private var dayOrder: DayOrder? {
        let orders = Set(all.compactMap { $0.timestamps?.dayOrder })
        return orders.count == 1 ? orders.first : nil
    }

    /// Whether two records with the same value in `column` are the same record.
    private func isKey(_ column: String) -> Bool {
        switch kind.name {
        case "segments": column == "customer_id"
        case "people", "actions": false
        default: kind.columns.first?.name == column
        }
    }

    /// Whether the file tells by a column of its own from when on each row holds, so that keys may occur again.
    private var isHistory: Bool {
        guard kind.index(of: "valid_from") != nil else { return false }
        let names = ColumnNames.names(of: "valid_from", in: kind)
        return all.contains { names.contains(ColumnNames.folded($0.name)) && $0.timestamps != nil }
    }

    private func reading(of profile: ColumnProfile, _ column: Column) -> MappingDraft.Entry.Reading {
        switch column.type {
        case .timestamp:
            // Of a column without a value, the file's other times tell how its own are written.
            let own = profile.samples.isEmpty ? all.lazy.compactMap(\.timestamps).first : profile.timestamps
            switch dayOrder.map({ own?.settled(on: $0) }) ?? own {
            case .patterns(let patterns): return .timestamp(patterns: patterns)
            case .epoch(let unit): return .epoch(unit)
            case .iso8601, nil: return .plain
            }
        case .number:
            guard let numbers = profile.numbers, !numbers.isPlain else { return .plain }
            return .number(decimal: numbers.decimal, grouping: numbers.grouping)
        case .list:
            guard let separator = profile.listSeparator, separator != ";" else { return .plain }
            return .list(separator: separator)
        case .words, .name, .minutes, .boolean, .word: return .plain
        }
    }

    private func values(of profile: ColumnProfile, _ column: Column) -> [(word: String, meaning: String)] {
        let meanings: [String: String]
        switch column.name {
        case "status" where kind.name == "tickets": meanings = Words.statuses
        case "csat": meanings = Words.ratings
        case "item_kind": meanings = Words.itemKinds
        default:
            guard column.type == .boolean else { return [] }
            meanings = Words.booleans
        }
        return profile.samples.compactMap { word in
            let meaning = meanings[Words.folded(word)] ?? ""
            return meaning == word.lowercased() ? nil : (word, meaning)
        }
    }
}

// MARK: Lengths of time and ids made of other columns

extension KindDraft {
    private static let units: [(words: [String], unit: DurationUnit)] = [
        (["millisecond", "(ms)"], .milliseconds),
        (["second", "(sec", "secs", "sekunde", "seconde", "segundo", "secondi", "秒"], .seconds),
        (["minute", "(min", "mins", "_min", "minuto", "minuti", "minuten", "分"], .minutes),
        (["hour", "(h)", "hrs", "stunde", "heure", "hora", "ore)", "uren", "時間"], .hours),
        (["(days", " days", "_days", "tage", "jours", "días", "dias", "giorni", "dagen"], .days),
    ]

    private static func unit(in name: String) -> DurationUnit? {
        let name = name.lowercased()
        return units.first { $0.words.contains { name.contains($0) } }?.unit
    }

    /// Times that the file gives as a length after the opening, in calendar time.
    private mutating func addElapsedTimes() {
        guard kind.name == "tickets", entries.contains(where: { $0.column == "created_at" }) else { return }
        let lengths = [
            (
                "first_response_at",
                [
                    "firstresponse", "firstreply", "erstantwort", "ersteantwort", "premierereponse", "primerarespuesta",
                    "primeiraresposta", "primarisposta", "eerstereactie",
                ]
            ),
            (
                "solved_at",
                [
                    "resolutiontime", "timetoresolution", "timetoresolve", "losungszeit", "tempsderesolution",
                    "tiempoderesolucion", "tempoderesolucao", "tempodirisoluzione", "oplostijd",
                ]
            ),
        ]
        for (column, names) in lengths where !entries.contains(where: { $0.column == column }) {
            let place = free.firstIndex { profile in
                let folded = ColumnNames.folded(profile.name)
                // Hours of business are no calendar time, and the first resolution is not the last one.
                return names.contains { folded.contains($0) } && !folded.contains("business")
                    && !folded.contains("firstresolution")
                    && Self.unit(in: profile.name) != nil && profile.numbers?.isPlain == true
            }
            guard let place, let unit = Self.unit(in: free[place].name) else { continue }
            let profile = free.remove(at: place)
            entries.append(
                MappingDraft.Entry(
                    column: column, name: profile.name, reading: .after(column: "created_at", unit: unit), values: [],
                    weight: weight(of: column, "")))
        }
    }

    /// The length of a talk, where its unit is told.
    private mutating func addDuration() {
        guard kind.index(of: "duration_minutes") != nil else { return }
        let words = ["duration", "length", "dauer", "duree", "duracion", "duracao", "durata", "duur", "所要時間"]
        let place = free.firstIndex { profile in
            let folded = ColumnNames.folded(profile.name)
            return words.contains { folded.contains($0) } && Self.unit(in: profile.name) != nil
                && profile.numbers?.isPlain == true
        }
        guard let place, let unit = Self.unit(in: free[place].name) else { return }
        let profile = free.remove(at: place)
        entries.append(
            MappingDraft.Entry(
                column: "duration_minutes", name: profile.name, reading: unit == .minutes ? .plain : .duration(unit),
                values: [], weight: weight(of: "duration_minutes", "")))
    }

    /// An id of what tells one record from another, where the file has none: time, customer, people and subject, and
    /// of the texts, which may still be edited, as much as makes the first records differ.
    private mutating func addHash() {
        guard let key = kind.columns.first, missing == [key.name], kind.index(of: "customer") != nil else { return }
        let order = [
            "created_at", "occurred_at", "received_at", "held_at", "customer", "participants", "subject", "title",
            "description", "text", "notes",
        ]
        let found = order.compactMap { name in entries.first { $0.column == name }?.name }
        guard found.count >= 2, entries.contains(where: { order.prefix(4).contains($0.column) }) else { return }
        let lasting = entries.count { order.prefix(8).contains($0.column) }
        let least = (max(2, lasting)...found.count).first { isUnique(Array(found.prefix($0))) } ?? found.count
        entries.append(
            MappingDraft.Entry(
                column: key.name, name: "", reading: .hash(of: Array(found.prefix(least))), values: [], weight: 0))
    }

    /// Whether no two of the first records have the same values in `columns`.
    private func isUnique(_ columns: [String]) -> Bool {
        let values = all.filter { columns.contains($0.name) }.map(\.values)
        guard let count = values.first?.count else { return false }
        return Set((0..<count).map { record in values.map { $0[record] } }).count == count
    }
}

// MARK: Weights

extension KindDraft {
    /// What a column found says for the kind; names that any file may have say little.
    private func weight(of column: String, _ name: String) -> Int {
        let isGeneric = Self.genericNames.contains(name)
        return isGeneric ? min(1, Self.weights[kind.name]?[column] ?? 1) : Self.weights[kind.name]?[column] ?? 1
    }

    /// A column of something that is none of our kinds, or of another one.
    private func isForeign(_ name: String) -> Bool {
        let folded = ColumnNames.folded(name)
        let isOfAnother =
            Self.foreignKeys.contains { folded == $0 + "id" || folded == $0 + "name" || folded == $0 }
            || ["whoid", "whatid"].contains(folded)
        let isContact =
            kind.name == "people"
            && ["company", "account", "customerid", "accountid", "companyname", "accountname", "leadsource"].contains(
                folded)
        return isOfAnother || isContact
    }

    private static let genericNames = Set(
        [
            "id", "key", "uid", "code", "number", "nummer", "numéro", "número", "numero", "date", "datum", "fecha",
            "data", "start",
            "start time", "start date", "end", "type", "name", "title", "status", "state", "email", "日付", "日時",
            "source",
            "created", "created at", "updated", "updated at", "description", "role", "size", "owner", "comment",
            "message",
        ].map(ColumnNames.folded))

    private static let foreignKeys = [
        "deal", "opportunity", "order", "product", "invoice", "subscription", "lead", "candidate", "article", "usage",
        "collection", "pipeline", "engagement", "campaign", "helpcenter", "brand", "metric", "schedule", "salesagent",
        "tag",
        "transcript", "tickettag", "auditlog",
    ]

    private static let weights: [String: [String: Int]] = [
        "tickets": [
            "ticket_id": 3, "first_response_at": 3, "solved_at": 2, "assignee": 2, "status": 2, "priority": 2,
            "subject": 2,
            "csat": 2,
        ],
        "interviews": ["interview_id": 3, "occurred_at": 3, "participants": 3, "notes": 2, "duration_minutes": 2],
        "meetings": ["meeting_id": 3, "held_at": 2, "attendees": 3, "invited": 3, "series": 3, "guest_minutes": 3],
        "feedback": ["feedback_id": 3, "score": 3, "score_max": 2, "text": 3, "received_at": 2],
        "customers": [
            "customer_id": 2, "name": 2, "annual_value": 4, "email_domains": 3, "customer_since": 3, "churned_at": 3,
        ],
        "segments": ["customer_id": 2, "segment": 3, "valid_from": 2, "valid_to": 2, "scheme": 2],
        "people": ["email": 2, "department": 2, "title": 2, "is_leader": 3, "employed_from": 3, "employed_to": 3],
        "actions": ["item_kind": 3, "item_id": 2, "acted_at": 2, "told_at": 4, "action_kind": 3],
    ]
}
