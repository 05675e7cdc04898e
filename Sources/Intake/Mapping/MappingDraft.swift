import Records

/// A mapping guessed from a file's columns, for a person to correct.
public struct MappingDraft: Sendable {
    /// A canonical column and the column of the file that it is guessed to be.
    public struct Entry: Sendable {
        /// The canonical column.
        public let column: String
        /// The column of the file.
        public let name: String
        /// Patterns of its times that are not ISO 8601.
        public let formats: [String]
    }

    /// What the records are guessed to be.
    public let kind: Kind
    /// What was guessed, in the order of the canonical columns.
    public let entries: [Entry]
    /// Columns that the kind needs and the file does not seem to have.
    public let missing: [String]
    private let syntax: Mapping.Format.Syntax
    private let unused: [String]

    /// The draft for a file that begins like `head`; `kind` nil: the kind of which most columns are found.
    public init(_ head: FileHead, kind: Kind? = nil) {
        let drafts = (kind.map { [$0] } ?? Kind.all).map { MappingDraft(head, of: $0) }
        // The first of equals, in the order in which kinds are listed.
        self = drafts.reversed().max { ($0.fit.0, $0.fit.1) < ($1.fit.0, $1.fit.1) } ?? drafts[0]
    }

    private init(_ head: FileHead, of kind: Kind) {
        var free = Array(head.columns.enumerated())
        var entries: [Entry] = []
        for column in kind.columns {
            for synonym in Self.synonyms[column.name] ?? [column.name] {
                guard let place = free.firstIndex(where: { Self.folded($0.element) == Self.folded(synonym) }) else {
                    continue
                }
                let (cell, name) = free.remove(at: place)
                let formats = column.type == .timestamp ? Self.formats(of: head.samples[cell]) : []
                entries.append(Entry(column: column.name, name: name, formats: formats))
                break
            }
        }
        self.kind = kind
        self.entries = entries
        syntax = head.syntax
        missing = kind.columns.filter(\.isRequired).map(\.name).filter { name in
            !entries.contains { $0.column == name }
        }
        unused = free.map(\.element)
    }

    /// How well the kind fits: first that nothing is missing, then how much is found.
    private var fit: (Int, Int) { (-missing.count, entries.count) }

    /// The draft as a mapping without a name.
    var mapping: Mapping {
        Mapping(
            name: "", kind: kind, format: Mapping.Format(), source: nil, zone: nil, nulls: [], only: [:],
            neededColumns: [], pastColumns: [], marks: [], extra: .drop,
            fields: entries.compactMap { entry in
                kind.index(of: entry.column).map { Field(column: kind.columns[$0], origin: .firstFilled([entry.name])) }
            }, sha256: "")
    }

    /// The draft as the text of a mapping file called `name`.
    public func yaml(name: String) -> String {
        var lines = ["name: \(Self.quoted(name))", "kind: \(kind.name)"]
        if syntax != .csv { lines.append("format: \(syntax.rawValue)") }
        lines += ["source: \(Self.quoted(name))", "fields:"]
        for entry in entries {
            let name = Self.quoted(entry.name)
            lines.append(
                entry.formats.isEmpty
                    ? "  \(entry.column): \(name)"
                    : "  \(entry.column): {column: \(name), type: timestamp, formats: [\(entry.formats.map(Self.quoted).joined(separator: ", "))]}"
            )
        }
        lines += missing.map { "  # \($0) is required: name its column\n  \($0):" }
        if !unused.isEmpty {
            lines.append("# Not used: \(unused.map { EscapedText($0).description }.joined(separator: ", "))")
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Without case, blanks and marks, as names differ from one vendor to the next.
    private static func folded(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    private static func quoted(_ text: String) -> String {
        "\"" + text.map { "\"\\".contains($0) ? "\\\($0)" : EscapedText(String($0)).description }.joined() + "\""
    }

    /// The patterns that read all samples; empty where ISO 8601 does, or none.
    private static func formats(of samples: [String]) -> [String] {
        func readsAll(_ format: TimestampFormat) -> Bool {
            samples.allSatisfy { sample in Cell.with(sample) { format.parse($0) } != nil }
        }
        if samples.isEmpty || readsAll(.iso8601) { return [] }
        return patterns.filter { pattern in
            guard let format = try? TimestampFormat(pattern: pattern, names: .western) else { return false }
            return readsAll(format)
        }
    }

    private static let patterns: [String] = {
        let days = [
            "d/M/yyyy", "M/d/yyyy", "d/M/yy", "M/d/yy", "d.M.yyyy", "d.M.yy", "d-M-yyyy", "yyyy/M/d", "d/MMM/yy",
            "d/MMM/yyyy", "MMM/d/yy", "d MMM yyyy", "MMM d, yyyy", "yyyy-M-d",
        ]
        let times = ["", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a", ", H:mm", ", h:mm a"]
        return days.flatMap { day in times.map { day + $0 } }
    }()

    /// What vendors and companies call a canonical column, the likelier names first.
    private static let synonyms: [String: [String]] = [
        "email": ["email", "email address", "e-mail", "work email", "user email"],
        "name": ["name", "full name", "company name", "account name", "customer name", "organization name", "company"],
        "department": ["department", "team", "group", "queue"],
        "title": ["title", "job title", "summary", "subject"],
        "customer_id": ["customer id", "account id", "company id", "organization id", "customerid", "id"],
        "customer": [
            "customer", "customer id", "account id", "company id", "organization id", "customer email",
            "requester email", "contact email", "email", "account", "company", "organization", "company name",
        ],
        "annual_value": ["annual value", "arr", "arr amount", "arr value", "annual revenue", "acv"],
        "customer_since": ["customer since", "signup date", "sign up date", "created at", "start date"],
        "segment": ["segment", "plan", "plan tier", "tier", "size", "company size", "customer type", "type"],
        "interview_id": ["interview id", "id", "uid", "key"],
        "occurred_at": [
            "occurred at", "interview date", "date", "held at", "start", "start time", "scheduled datetime",
        ],
        "duration_minutes": ["duration minutes", "interview duration minutes", "duration"],
        "participants": ["participants", "attendees", "interviewer", "interviewers", "interviewer name"],
        "meeting_id": ["meeting id", "id", "uid", "key"],
        "held_at": ["held at", "date", "start", "start time"],
        "ticket_id": [
            "ticket id", "ticket number", "case number", "case id", "issue key", "key", "number", "request id",
            "conversation id", "unique key", "id",
        ],
        "created_at": [
            "created at", "created", "created date", "created time", "create date", "date created", "opened at",
            "opened", "open date", "submitted at", "ticket date", "date opened",
        ],
        "first_response_at": ["first response at", "first reply at", "first response date", "initial response time"],
        "solved_at": [
            "solved at", "resolved at", "resolved", "resolved date", "resolved time", "closed at", "closed",
            "closed date",
            "close date", "date closed",
        ],
        "updated_at": ["updated at", "updated", "last updated", "last modified date", "last update time"],
        "status": ["status", "ticket status", "state", "case status"],
        "priority": ["priority", "ticket priority", "urgency"],
        "channel": ["channel", "ticket channel", "source", "origin", "via"],
        "assignee": ["assignee", "agent", "assigned to", "owner", "agent assigned"],
        "themes": [
            "themes", "theme", "tags", "labels", "category", "ticket type", "issue type", "topic", "topics", "type",
        ],
        "subject": ["subject", "ticket subject", "title", "summary", "short description"],
        "description": ["description", "ticket description", "body", "request"],
        "feedback_id": ["feedback id", "response id", "survey id", "id"],
        "received_at": ["received at", "responded at", "rated at", "submitted at", "date", "created at"],
        "score": ["score", "rating", "nps", "nps score"],
        "text": ["text", "comment", "feedback", "review", "verbatim"],
        "notes": ["notes", "key insights", "interaction notes"],
    ]
}
