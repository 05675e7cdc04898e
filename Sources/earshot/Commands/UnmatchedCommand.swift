import ArgumentParser
import Intake
import Records
import Reporting
import Warehouse

/// `earshot unmatched`: references that resolve to nobody.
struct UnmatchedCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "unmatched",
        abstract:
            "Print references of records that resolve to no customer or person, with the likely reason and the fix.",
        discussion: """
            Those of the most records come first. What references say is shown, so this takes the rights of a loader; \
            mart.unmatched holds the counts for analysts. References resolve again whenever customers or people are loaded.
            """)

    @OptionGroup var shared: SharedOptions
    @Option(
        help: ArgumentHelp("Only those of customers, or of people.", valueName: "customer or person"),
        transform: Self.subject)
    var subject: UnmatchedReference.Subject?
    @Option(help: "Only those in records of this kind.") var kind: String?
    @Option(help: "Only those in records of this source.") var source: String?
    @Option(help: ArgumentHelp("How many to print at most; 0: all.", valueName: "n")) var limit = 50

    func validate() throws {
        if limit < 0 { throw ValidationError("--limit takes a number of references, 0 for all.") }
    }

    private static func subject(_ word: String) throws -> UnmatchedReference.Subject {
        guard let subject = UnmatchedReference.Subject(rawValue: word) else {
            throw ValidationError("--subject takes customer or person.")
        }
        return subject
    }

    func perform() throws {
        let filter = UnmatchedReference.Filter(
            subject: subject, kind: try kind.map { try Kind(argument: $0).name }, source: source)
        let connection = try shared.connect(as: "unmatched", shared.configuration())
        let unmatched = try Failure.telling {
            try UnmatchedReferences(connection, filter, limit: limit == 0 ? nil : limit)
        }
        if shared.json { return try shared.output.json(unmatched) }
        if unmatched.total == 0 { return shared.output.result("Every reference resolves.") }
        for reference in unmatched.references { shared.output.result(reference.text) }
        let rest = unmatched.total - unmatched.references.count
        if rest > 0 { shared.output.result("\(rest) more; --limit 0 prints all.") }
    }
}

extension UnmatchedReference {
    /// What and where, and on a line of its own what to do.
    fileprivate var text: String {
        let name = value.map { EscapedText($0).description } ?? "(nothing)"
        let count = records == 1 ? "1 record" : "\(records) records"
        let time = firstDate.map { $0 == lastDate ? ", \($0)" : ", \($0) to \(lastDate ?? "")" } ?? ""
        let why = EscapedText(explanation)
        return
            "\(name) \(why)\n  \(subject) of \(count) of \(kind) (\(EscapedText(source)))\(time)\n  \(EscapedText(fix))"
    }
}
