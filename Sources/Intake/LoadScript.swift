import Foundation
import Postgres
import Warehouse

/// The SQL of one file of `sql/loads`: named steps, run in order on one connection inside one transaction.
struct LoadScript {
    /// One statement and its name, from the line `-- step: <name>` above it.
    struct Step {
        let name: String
        let text: String

        var sql: SQL { SQL(text: text) }
    }

    let steps: [Step]
    private let template: MergeTemplate

    /// The script in `sql/loads/<name>.sql`.
    init(named name: String) throws {
        self.init(text: try Self.text(of: name))
    }

    init(text: String) {
        let parts = "\n\(text)".components(separatedBy: "\n-- step: ")
        template = MergeTemplate(head: parts[0])
        steps = parts.dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return Step(name: String(lines[0]), text: lines.count > 1 ? String(lines[1]) : "")
        }
    }

    static func text(of name: String) throws -> String {
        try String(contentsOfFile: "\(Resources.directory("sql"))/loads/\(name).sql", encoding: .utf8)
    }

    /// Runs every step that is not among `names`; the step called `counted` gives the number that is returned, else 0.
    ///
    /// Lists of columns are filled in from the script's head; `present` are the columns that the file gave. Where the step
    /// `records` stands, its select of the staged records is merged by the steps of `merge.sql`; where a step `shared <name>`
    /// stands, those of `<name>.sql` run.
    @discardableResult
    func run(
        on connection: Connection, present: [String] = [], except names: Set<String> = [], counting counted: String = ""
    ) throws -> Int {
        var number = 0
        for step in steps where !names.contains(step.name) {
            if step.name == "records" {
                try shared("merge", records: step.text, present: present).run(on: connection)
            } else if step.name.hasPrefix(Self.sharing) {
                let shared = try shared(String(step.name.dropFirst(Self.sharing.count)), present: present)
                number += try shared.run(on: connection, counting: counted)
            } else if step.name == counted {
                number += try connection.rows(filled(step, present)).first?[0] ?? 0
            } else {
                try connection.execute(filled(step, present))
            }
        }
        return number
    }

    /// Whether the kind has one row a record, merged by `merge.sql`; else histories, derived from what each load said.
    var hasRecords: Bool { steps.contains { $0.name == "records" } }

    /// Runs what follows when records were taken out: the steps that mark weeks and items, and where it `derives`, those that
    /// find absent records and derive histories.
    func follow(on connection: Connection, derives: Bool) throws {
        for step in steps {
            if hasRecords, ["touched", "events", "acted"].contains(step.name) || derives && step.name == "absent" {
                try connection.execute(filled(step, []))
            } else if derives, step.name.hasPrefix(Self.sharing) {
                try shared(String(step.name.dropFirst(Self.sharing.count))).run(on: connection)
            }
        }
    }

    /// How the name of a step begins that stands for the steps of another file.
    private static let sharing = "shared "

    /// The script in `sql/loads/<name>.sql` with the lists of columns in this script's head filled in.
    func shared(_ name: String, records: String = "", present: [String] = []) throws -> LoadScript {
        let text = template.filled(try Self.text(of: name), records: records, present: present)
        let script = LoadScript(text: text)
        return template.hasTexts ? script : LoadScript(steps: script.steps.filter { !$0.name.hasPrefix("texts") })
    }

    private func filled(_ step: Step, _ present: [String]) -> SQL {
        SQL(text: template.isEmpty ? step.text : template.filled(step.text, records: "", present: present))
    }

    private init(steps: [Step]) {
        self.steps = steps
        template = MergeTemplate(head: "")
    }

    /// The number that a counting step gives; 0 where the script has no such step.
    func count(_ name: String, on connection: Connection) throws -> Int {
        guard let step = steps.first(where: { $0.name == name }) else { return 0 }
        return try connection.rows(step.sql).first?[0] ?? 0
    }
}
