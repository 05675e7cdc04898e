import ArgumentParser
import Foundation
import Postgres
import Reporting
import Warehouse

/// `earshot status`: how the warehouse stands.
struct StatusCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "Say what was loaded, and which weeks are computed or waiting.")

    @OptionGroup var shared: SharedOptions

    func perform() throws {
        let connection = try shared.connect(as: "status", shared.configuration())
        let standing = try Failure.telling { try Standing(connection, now: .now) }
        if shared.json { return try shared.output.json(standing) }
        shared.output.result(standing.page)
    }
}

extension Standing {
    /// The whole for people.
    fileprivate var page: String {
        (sources.map(\.line) + [weeks, rejections].compactMap(\.self)).joined(separator: "\n")
    }

    private var weeks: String {
        guard let newestWeek else { return "No week was computed yet; \(pendingWeeks.count) are waiting." }
        let published = edition.map { "published as edition \($0)" } ?? "not published"
        let waiting = pendingWeeks.isEmpty ? "none is waiting" : "\(pendingWeeks.count) are waiting from \(pendingWeeks[0]) on"
        return "\(computedWeeks) weeks are computed, the newest is \(newestWeek) (\(published)); \(waiting)."
    }

    private var rejections: String? {
        rejectedRecords == 0 ? nil : "\(rejectedRecords) rejected records are kept in the ledger."
    }
}

extension Standing.Source {
    fileprivate var line: String {
        let name = "\(kind) (\(source))".padding(toLength: 32, withPad: " ", startingAt: 0)
        let loaded = loadedAt.map { "loaded \($0)" + (rejected ?? 0 > 0 ? ", \(rejected ?? 0) rejected" : "") } ?? "never loaded"
        return name + loaded + (refusedAt.map { "; a file was refused \($0)" } ?? "")
    }
}
