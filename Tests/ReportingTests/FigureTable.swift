import Foundation
import Postgres

@testable import Reporting

/// Figures as a file of expectations or the warehouse gives them, by metric, dimension, member and statistic.
struct FigureTable {
    static let columns = [
        "unit", "value", "numerator", "denominator", "n", "excluded", "ci_low", "ci_high", "status",
    ]
    /// Row name → the values of ``columns`` as text, empty for NULL.
    let rows: [String: [String]]

    /// Reads a CSV file with the columns of `metrics.csv`; fields hold no line ends.
    init(file: String) throws {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        let lines = text.split(whereSeparator: \.isNewline).map(Self.fields)
        rows = lines.dropFirst().reduce(into: [:]) { rows, fields in
            rows[fields[1...4].joined(separator: " ")] = Array(fields[5...])
        }
    }

    /// Reads a week's current figures.
    init(_ connection: Connection, _ week: Week) throws {
        let found = try connection.rows(
            """
            select metric, dimension, member, statistic, unit, value::text, numerator::text, denominator::text, n::text,
                excluded::text, ci_low::text, ci_high::text, status
            from mart.metric_value
            where week_start = \(week.start)
            """)
        rows = try found.reduce(into: [:]) { rows, row in
            let name: [String] = try (0..<4).map { try row[$0] }
            rows[name.joined(separator: " ")] = try (4..<13).map { try row[$0, default: ""] }
        }
    }

    private init(rows: [String: [String]]) { self.rows = rows }

    /// The rows whose names are wanted.
    func `where`(_ isWanted: (String) -> Bool) -> FigureTable {
        FigureTable(rows: rows.filter { isWanted($0.key) })
    }

    /// What differs from another table, in words; rows that only the other has count when `isWanted` takes their name.
    func differences(from other: FigureTable, where isWanted: (String) -> Bool = { _ in true }) -> [String] {
        let missing = other.rows.keys.filter { rows[$0] == nil && isWanted($0) }.map { "unexpected: \($0)" }
        return missing.sorted()
            + rows.sorted { $0.key < $1.key }.flatMap { name, expected -> [String] in
                guard let found = other.rows[name] else { return ["missing: \(name)"] }
                return zip(Self.columns, zip(expected, found)).filter { !Self.agree($1.0, $1.1) }.map {
                    "\(name): \($0) is \($1.1), expected \($1.0)"
                }
            }
    }

    /// Within 1e-6, relative above 1.
    private static func agree(_ one: String, _ other: String) -> Bool {
        guard let left = Double(one), let right = Double(other) else { return one == other }
        return abs(left - right) <= 1e-6 * max(1, abs(left), abs(right))
    }

    private static func fields(_ line: Substring) -> [String] {
        var fields = [""]
        var isQuoted = false
        for character in line {
            switch character {
            case "\"": isQuoted.toggle()
            case "," where !isQuoted: fields.append("")
            default: fields[fields.count - 1].append(character)
            }
        }
        return fields
    }
}

extension Row {
    /// The text of a column, or what stands for NULL.
    fileprivate subscript(column: Int, default missing: String) -> String {
        get throws {
            let text: String? = try self[column]
            return text ?? missing
        }
    }
}
