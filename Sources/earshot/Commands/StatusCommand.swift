import ArgumentParser
import Foundation
import Intake
import Postgres
import Records
import Reporting
import Warehouse

/// `earshot status`: how the warehouse stands.
struct StatusCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Say what was loaded and what is missing, which weeks are computed or waiting, which is due next.",
        discussion: """
            With --check it tells only what is late, and ends with 65 when anything is: a source whose newest file is older \
            than its `every` and `grace` in earshot.yaml, a source of which a file was refused and nothing came since, a \
            week not published a day after its grace was over, a last run that failed, files to load again since an unload \
            or a replacement, and a folder of bundles that is not as it was published: an edition that is missing or \
            altered, a link that leads elsewhere.
            """)

    @OptionGroup var shared: SharedOptions
    @Flag(help: "Tell only what is late, and end with 65 when anything is.") var check = false
    @Option(help: .hidden) var now: InstantArgument?

    func perform() throws {
        let configuration = try shared.configuration()
        let connection = try shared.connect(as: "status", configuration)
        let now = now?.instant ?? .now
        if check { return try tellLateness(connection, configuration, now: now) }
        let standing = try Failure.telling {
            try Standing(
                connection, bundle: configuration.export.bundle(over: connection),
                required: configuration.requiredSources, spellings: configuration.namesBySpelling, now: now)
        }
        let missing = try Failure.telling { try MissingFile.all(over: connection) }
        if shared.json { return try shared.output.json(WithFiles(base: standing, loadAgain: missing)) }
        shared.output.result(([standing.page] + missing.map(\.line)).joined(separator: "\n"))
    }

    private func tellLateness(_ connection: Connection, _ configuration: Configuration, now: Timestamp) throws {
        let lateness = try Lateness(
            connection, expected: configuration.expectedDeliveries,
            bundle: configuration.export.bundle(over: connection), now: now)
        let missing = try Failure.telling { try MissingFile.all(over: connection) }
        if lateness.isEmpty, missing.isEmpty, !shared.json { return }
        if shared.json {
            try shared.output.json(WithFiles(base: lateness, loadAgain: missing))
        } else {
            shared.output.result((lateness.lines + missing.map(\.line)).joined(separator: "\n"))
        }
        if !lateness.isEmpty || !missing.isEmpty { throw ExitCode(Failure.Kind.data.rawValue) }
    }
}

/// What ``StatusCommand`` prints as JSON, with the files to load again.
private struct WithFiles<Base: Encodable>: Encodable {
    let base: Base
    let loadAgain: [MissingFile]

    private enum CodingKeys: String, CodingKey {
        case loadAgain = "load_again"
    }

    func encode(to encoder: any Encoder) throws {
        try base.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(loadAgain, forKey: .loadAgain)
    }
}

extension Lateness {
    /// The whole for people, a line for each thing.
    fileprivate var lines: [String] {
        let late = sources.map { source in
            "\(EscapedText(source.source)) is late: "
                + (source.observedAt.map { "its newest file shows \($0)." } ?? "nothing of it was loaded yet.")
        }
        let refused = refused.map { "\(EscapedText($0)): a file was refused, and nothing came since." }
        let weeks = overdueWeeks.map { "\($0) should have been published. Next: earshot compute && earshot publish" }
        let run = [failedRun.map { "\($0.line) Next: earshot run" }].compactMap(\.self)
        return late + refused + weeks + run + bundleFaults.map(\.line)
    }
}

extension BundleFault {
    /// The difference for people, and what to do.
    fileprivate var line: String { "\(message) Next: \(remedy)" }
}

extension RunRecord {
    /// The run for people.
    fileprivate var line: String {
        switch state {
        case .running: "A run is at work since \(startedAt): \(progress)."
        case .brokenOff: "The last run, of \(startedAt), broke off: \(progress)."
        case .ended where exitCode == 0: "The last run ended well, \(finishedAt ?? "")."
        case .ended: "The last run, of \(startedAt), failed with exit code \(exitCode ?? 0)."
        }
    }
}

extension Standing {
    /// The whole for people.
    fileprivate var page: String {
        (sources.map(\.line) + [runs, weeks, due, next, rejections, references].compactMap(\.self)
            + unlinked.map(\.line) + missing.map { "\($0.sentence) \($0.remedy)" } + bundleFaults.map(\.line) + names
            + nameVariants.lines)
            .joined(separator: "\n")
    }

    private var runs: String? {
        guard let run else { return nil }
        if run.state == .ended, run.exitCode == 0 { return run.line }
        return run.line + (lastSuccess.map { " The last that ended well did so \($0)." } ?? " None has ended well yet.")
    }

    private var weeks: String {
        guard let newestWeek else {
            return "No week was computed yet; \(pendingWeeks.count) are waiting.\(nextCompute)"
        }
        let published = edition.map { "published as edition \($0)" } ?? "not published"
        let waiting =
            pendingWeeks.isEmpty ? "none is waiting" : "\(pendingWeeks.count) are waiting from \(pendingWeeks[0]) on"
        return "\(computedWeeks) weeks are computed, the newest is \(newestWeek) (\(published)); \(waiting)."
            + nextCompute
    }

    private var nextCompute: String { pendingWeeks.isEmpty ? "" : " Next: earshot compute" }

    private var due: String? {
        guard let oldest = dueWeeks.first else { return nil }
        return dueWeeks.count == 1
            ? "\(oldest) is due to be published. Next: earshot publish"
            : "\(dueWeeks.count) weeks are due to be published, the oldest is \(oldest). Next: earshot publish"
    }

    private var next: String? {
        guard let nextDue else { return nil }
        let sources = nextDue.staleSources
        let wait =
            sources.isEmpty
            ? ""
            : " once \(sources.joined(separator: ", ")) reach\(sources.count == 1 ? "es" : "") it, at the latest \(nextDue.graceEndsAt)"
        return "\(nextDue.week), which ends \(nextDue.endsAt), is due next\(wait)."
    }

    private var rejections: String? {
        rejectedRecords == 0 ? nil : "\(rejectedRecords) rejected records wait; `earshot rejects list` shows them."
    }

    private var references: String? {
        let counts = unmatched.map { unmatched in
            switch unmatched.subject {
            case .customer: "\(unmatched.records) records name no known customer (\(unmatched.references) references)"
            case .person: "\(unmatched.references) participants or assignees are unknown (\(unmatched.records) times)"
            }
        }
        return counts.isEmpty ? nil : "\(counts.joined(separator: "; ")); `earshot unmatched` lists them with the fix."
    }

    /// How many names of a kind are shown.
    private static let shownNames = 10

    private var names: [String] {
        UnmappedName.Kind.allCases.compactMap { kind in
            let names = unmappedNames.filter { $0.kind == kind }
            if names.isEmpty { return nil }
            let shown = names.prefix(Self.shownNames).map(\.text).joined(separator: ", ")
            let rest = names.count - Self.shownNames
            return "\(kind.rawValue) that names: in earshot.yaml does not mention: \(shown)"
                + (rest > 0 ? " and \(rest) more." : ".")
        }
    }
}

extension Standing.Source {
    fileprivate var line: String {
        let name = "\(kind) (\(EscapedText(source)))".padding(toLength: 32, withPad: " ", startingAt: 0)
        let loaded =
            loadedAt.map { "loaded \($0)" + (rejected ?? 0 > 0 ? ", \(rejected ?? 0) rejected" : "") } ?? "never loaded"
        let volume = isShrunken ? "; \(read ?? 0) records after \(readBefore ?? 0), at least 90 % fewer" : ""
        let refused = refusedAt.map { "; a file was refused \($0)" } ?? ""
        return ([name + loaded + volume + refused] + warnings.map { "  \(EscapedText($0))" }).joined(separator: "\n")
    }
}

extension UnmappedName {
    /// All its spellings, and what it resembles.
    fileprivate var text: String {
        spellings.map { "\(EscapedText($0.name)) (\($0.count))" }.joined(separator: " / ")
            + (resembles.map { ", like \(EscapedText($0))" } ?? "")
    }
}

extension Configuration {
    /// What is said of the spelling of names, by what they name.
    fileprivate var namesBySpelling: [UnmappedName.Kind: [String: String]] {
        var names: [UnmappedName.Kind: [String: String]] = [:]
        for (spelling, words) in spellings {
            if let kind = UnmappedName.Kind(rawValue: spelling.rawValue) { names[kind] = words }
        }
        return names
    }
}
