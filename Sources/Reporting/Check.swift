internal import Postgres
internal import Warehouse

/// What the figures of a week must stand before they are published: a file of `sql/checks`.
struct Check: Sendable {
    /// What becomes of a week that does not stand it.
    enum Severity: String, Sendable {
        /// It is not published.
        case fail
        /// It is published, and the manifest and the report say so.
        case warn
    }

    /// Name of the check and of its file.
    let name: String
    let severity: Severity
    /// What is asked; the answer is to be yes.
    let question: String
    /// One select of the rows that offend; `$1` is the week's first day.
    let text: String

    /// - Throws: `Failure` of kind `configuration` that names the file when its header is at fault.
    init(name: String, text: String, file: String) throws(Failure) {
        let header = try Header(text, file: file, keys: ["check", "severity", "question", "rows"])
        guard header.entries["check"] == name else {
            throw Failure(.configuration, "\(file): the header names another check.")
        }
        guard let severity = header.entries["severity"].flatMap(Severity.init) else {
            throw Failure(.configuration, "\(file): the severity must be fail or warn.")
        }
        self.name = name
        self.severity = severity
        self.question = header.entries["question"] ?? ""
        self.text = text
    }

    /// The checks of a folder, by name.
    ///
    /// - Parameter folder: The folder `sql`; nil: the one that belongs to the program.
    static func all(folder: String? = nil) throws(Failure) -> [Check] {
        let folder = if let folder { folder } else { try Resources.directory("sql") }
        var checks: [Check] = []
        for (name, file, text) in try Catalogue.files(in: "\(folder)/checks") {
            checks.append(try Check(name: name, text: text, file: file))
        }
        return checks
    }

    /// How many rows of a week offend; 0: it stands the check.
    func offenders(in week: Week, _ connection: Connection) throws -> Int {
        try connection.rows(SQL(text: text, binds: [week.start])).count
    }
}
