import Foundation
import Postgres
import Warehouse

/// The SQL of one file of `sql/loads`: named steps, run in order on one connection inside one transaction.
struct LoadScript {
    /// One statement and its name, from the line `-- step: <name>` above it.
    struct Step {
        let name: String
        let sql: SQL
    }

    let steps: [Step]

    /// The script in `sql/loads/<name>.sql`.
    init(named name: String) throws {
        let path = "\(try Resources.directory("sql"))/loads/\(name).sql"
        self.init(text: try String(contentsOfFile: path, encoding: .utf8))
    }

    init(text: String) {
        steps = text.components(separatedBy: "\n-- step: ").dropFirst().map { part in
            let lines = part.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
            return Step(name: String(lines[0]), sql: SQL(text: String(lines.count > 1 ? lines[1] : "")))
        }
    }

    /// Runs every step that is not among `names`; the step called `counted` gives the number that is returned, else 0.
    @discardableResult
    func run(on connection: Connection, except names: Set<String> = [], counting counted: String = "") throws -> Int {
        var number = 0
        for step in steps where !names.contains(step.name) {
            if step.name == counted {
                number = try connection.rows(step.sql).first?[0] ?? 0
            } else {
                try connection.execute(step.sql)
            }
        }
        return number
    }

    /// The number that a counting step gives; 0 where the script has no such step.
    func count(_ name: String, on connection: Connection) throws -> Int {
        guard let step = steps.first(where: { $0.name == name }) else { return 0 }
        return try connection.rows(step.sql).first?[0] ?? 0
    }
}
