import Foundation

@testable import Reporting

/// A rule broken on purpose: a piece of a file below `sql`, and what stands there instead.
struct Mutant: Sendable, CustomStringConvertible {
    let file: String
    let original: String
    let replacement: String

    /// The lines of `Tests/Fixtures/mutants.tsv`: file, original, replacement; `\n` is a line end.
    static func all() throws -> [Mutant] {
        let text = try String(contentsOfFile: "\(Fixture.root)/mutants.tsv", encoding: .utf8)
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map {
                String($0).replacing("\\n", with: "\n")
            }
            return Mutant(file: cells[0], original: cells[1], replacement: cells[2])
        }
    }

    var description: String {
        "\(file): \(original) → \(replacement)".replacing("\n", with: "⏎")
    }

    /// Folder of the file, and its name without ending.
    var room: String { String(file.prefix { $0 != "/" }) }
    var name: String { String(file.dropFirst(room.count + 1).dropLast(".sql".count)) }

    /// A text with the rule broken; nil unless the original stands there once.
    func text(of text: String) -> String? {
        let parts = text.split(separator: original, omittingEmptySubsequences: false)
        return parts.count == 2 ? parts.joined(separator: replacement) : nil
    }

    /// A catalogue with the rule broken; nil where it does not have the file.
    func catalogue(of whole: Catalogue) throws -> Catalogue? {
        let cohorts = whole.cohorts(for: whole.metrics)
        guard
            room == "metrics" && whole.metrics.contains(where: { $0.name == name })
                || room == "cohorts" && cohorts.contains(where: { $0.name == name })
        else { return nil }
        return try Catalogue(
            metrics: whole.metrics.map { metric in
                guard room == "metrics", metric.name == name, let text = text(of: metric.text) else { return metric }
                return try MetricDefinition(name: name, text: text, file: file)
            },
            cohorts: whole.cohorts.map { cohort in
                guard room == "cohorts", cohort.name == name, let text = text(of: cohort.text) else { return cohort }
                return try Cohort(name: name, text: text, file: file)
            })
    }
}
