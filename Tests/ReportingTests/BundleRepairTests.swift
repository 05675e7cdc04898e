import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Reporting

/// What happens to a folder of bundles, and what repairs it or says why not.
@Suite(.serialized) final class BundleRepairTests {
    private let scene: BundleScene
    private let later = Timestamp(microsecondsSinceUnixEpoch: Company.now.microsecondsSinceUnixEpoch + 1)

    private var bundle: Reporting.Bundle { scene.bundle() }
    private var directory: String { scene.directory }
    private var edition: String { "\(directory)/.editions/\(scene.week).1" }

    init() throws {
        scene = try BundleScene(.link)
        _ = try scene.bundle().publish(scene.week, now: Company.now)
    }

    deinit { scene.remove() }

    @Test(arguments: [
        "edition", "edition/metrics.csv", "edition/definitions.csv", "edition/restatements.csv",
        "edition/manifest.json",
        "folder", "editions", "latest", "week",
    ])
    func restoresWhatWasDeleted(name: String) throws {
        try expectRestored(as: name == "edition" || name == "editions" || name == "folder" ? .missing : nil) {
            try FileSystem().remove(path(name))
        }
    }

    @Test(arguments: ["metrics.csv", "definitions.csv", "restatements.csv", "manifest.json"])
    func restoresWhatWasAltered(name: String) throws {
        try expectRestored(as: .altered) { try append("1,2,3\r\n", to: "\(edition)/\(name)") }
        // Not even its length tells.
        try expectRestored(as: .altered) {
            var data = try #require(try FileSystem().contents(of: "\(edition)/\(name)"))
            data[data.count / 2] ^= 1
            try data.write(to: URL(fileURLWithPath: "\(edition)/\(name)"))
        }
    }

    @Test(arguments: ["nowhere", ".editions", ".editions/2026-W01.1", "/tmp", "latest"], ["latest", "week"])
    func setsALinkThatLeadsElsewhere(target: String, name: String) throws {
        try expectRestored(as: .wrongLink) {
            try FileSystem().remove(path(name))
            try FileSystem().link(path(name), to: target)
        }
    }

    @Test func setsTheLinkBackFromAnOlderEdition() throws {
        try scene.changeValues()
        #expect(try bundle.publish(scene.week, now: Company.now).edition == 2)
        try expectRestored(as: .wrongLink) {
            try FileSystem().remove(path("week"))
            try FileSystem().link(path("week"), to: ".editions/\(scene.week).1")
        }
    }

    @Test(arguments: ["latest", "week", "edition"], ["a folder", "a file"])
    func leavesAloneWhatIsNotItsOwn(name: String, obstacle: String) throws {
        try FileSystem().remove(path(name))
        if obstacle == "a folder" {
            try FileSystem().make(path(name))
            try append("photograph", to: "\(path(name))/metrics.csv")
        } else {
            try append("photograph", to: path(name))
        }
        let found = try scene.content()
        #expect(try bundle.faults().contains { $0.problem == .inTheWay && $0.path == path(name) })
        let failure = try #require(try bundle.repair(now: later).failures.first)
        #expect(failure.kind == .cannotCreate && failure.message.contains(path(name)) && failure.remedy != nil)
        #expect(throws: Failure.self) { try bundle.publish(scene.week, now: later) }
        #expect(try scene.content().disk == found.disk)
        #expect(try !bundle.faults().isEmpty)
        try FileManager.default.moveItem(atPath: path(name), toPath: "\(directory).moved")
        defer { try? FileSystem().remove("\(directory).moved") }
        #expect(try bundle.repair(now: later).failures.isEmpty)
        #expect(try bundle.faults() == [])
    }

    @Test func aForeignFileBesideThoseOfAnEditionIsNoneOfItsBusiness() throws {
        try append("read it", to: "\(edition)/notes.txt")
        #expect(try bundle.faults() == [])
        try FileSystem().remove("\(edition)/metrics.csv")
        #expect(try bundle.repair(now: later).failures.isEmpty)
        #expect(try bundle.faults() == [])
        #expect(try FileSystem().contents(of: "\(edition)/notes.txt") != nil)
    }

    @Test func whatLiesInACopyStaysThere() throws {
        let copying = Reporting.Bundle(scene.company.connection, directory: directory, latest: .copy)
        _ = try copying.publish(scene.week, now: later)
        for name in ["latest", "week"] { try append("lock", to: "\(path(name))/.~lock.metrics.csv#") }
        #expect(try copying.faults() == [])
        try scene.changeValues()
        let second = try copying.publish(scene.week, now: later)
        #expect(second.isNew)
        #expect(try copying.faults() == [])
        for name in ["latest", "week"] {
            #expect(try FileSystem().contents(of: "\(path(name))/.~lock.metrics.csv#") == Data("lock".utf8))
            #expect(Manifest.read(path(name))?.edition == second.edition)
        }
        let failure = #expect(throws: Failure.self) { try bundle.publish(scene.week, now: later) }
        #expect(failure?.kind == .cannotCreate, "a link cannot take its place")
        #expect(Manifest.read(path("latest"))?.edition == second.edition)
    }

    @Test func publishesAnewWhatCannotBeWrittenAgain() throws {
        for number in 1...2 {
            try scene.changeValues()
            let old = "\(directory)/.editions/\(scene.week).\(number)"
            number == 1 ? try FileSystem().remove(old) : try append("1", to: "\(old)/metrics.csv")
            #expect(try bundle.faults().map(\.problem) == [number == 1 ? .missing : .altered])
            let repair = try bundle.repair(now: later)
            #expect(repair.losses.count == 1 && repair.failures.isEmpty)
            #expect(try bundle.faults().map(\.problem) == [.missing], "until it is published")
            #expect(try bundle.unpublished(required: [], now: later).map(\.week) == [scene.week])
            let publication = try bundle.publish(scene.week, now: later)
            #expect(publication.isNew && publication.edition == number + 1, "a number is never used twice")
            #expect(try bundle.faults() == [])
            #expect(try bundle.unpublished(required: [], now: later).isEmpty)
        }
        #expect(try FileSystem().names("\(directory)/.editions") == ["\(scene.week).2.altered", "\(scene.week).3"])
    }

    @Test func anEditionThatIsPutBackCountsAgain() throws {
        try scene.changeValues()
        let backup = "\(directory).backup"
        defer { try? FileSystem().remove(backup) }
        try FileManager.default.moveItem(atPath: edition, toPath: backup)
        #expect(try bundle.repair(now: later).losses.count == 1)
        try FileManager.default.moveItem(atPath: backup, toPath: edition)
        #expect(try bundle.repair(now: later).isEmpty)
        #expect(try bundle.faults() == [])
    }

    @Test func rewritesAnEditionThatListsRestatements() throws {
        try scene.company.connection.execute(
            """
            insert into mart.metric_revision (
                week_start, metric, dimension, member, statistic, revision, unit, value, n, excluded, status, version,
                edition, reason, replaced_at)
            select week_start, metric, dimension, member, statistic, revision, unit, value, n, excluded, status, version,
                1, 'late_data', \(Company.now)
            from mart.metric_value where week_start = \(scene.week.start) and metric = 'retention'
            """)
        try scene.company.connection.execute(
            "update mart.metric_value set revision = 2, ci_low = ci_low / 2 where metric = 'retention'")
        let second = try bundle.publish(scene.week, now: Company.now)
        #expect(second.edition == 2)
        let listed = Manifest.read(second.path)?.files.first { $0.name == BundleTable.restatementsFile }?.rows
        #expect(listed ?? 0 > 0)
        try expectRestored(as: .missing) { try FileSystem().remove(second.path) }
    }

    @Test func knowsEachFolderByItsEditions() throws {
        let preview = scene.bundle().at("\(directory)-preview")
        defer { try? FileSystem().remove(preview.directory) }
        try scene.company.compute(scene.week.advanced(by: 1), metrics: ["retention"])
        let next = scene.week.advanced(by: 1)
        #expect(try preview.publish(next, now: later).edition == 1)
        #expect(try bundle.unpublished(required: [], now: later).map(\.week) == [next], "here it was not published")
        #expect(try bundle.publish(next, now: later).edition == 2)
        #expect(try bundle.unpublished(required: [], now: later).isEmpty)
        #expect(try preview.unpublished(required: [], now: later).isEmpty)
        #expect(try bundle.faults() == [] && preview.faults() == [])
        try FileSystem().remove("\(preview.directory)/latest")
        #expect(try bundle.faults().map(\.path) == ["\(FileSystem.absolute(preview.directory))/latest"])
        #expect(try bundle.repairAll(now: later).repairs.count == 1)
        try FileSystem().remove("\(preview.directory)/.editions/\(next).1")
        try scene.company.connection.execute("update mart.metric_value set n = n + 1 where week_start = \(next.start)")
        let failure = try #require(try bundle.repairAll(now: later).failures.first)
        #expect(failure.remedy?.contains("--out \(FileSystem.absolute(preview.directory))") == true)
        try FileSystem().remove(preview.directory)
        #expect(try bundle.faults() == [], "whoever removes another folder as a whole is done with it")
    }

    @Test func takesOverAFolderThatWasMovedAndOneOfBefore() throws {
        let moved = scene.bundle().at("\(directory)-moved")
        defer { try? FileSystem().remove(moved.directory) }
        try FileManager.default.moveItem(atPath: directory, toPath: moved.directory)
        #expect(try moved.faults() == [])
        #expect(try moved.repair(now: later).isEmpty)
        #expect(try !moved.publish(scene.week, now: later).isNew)
        // The ledger of an earlier version knows no folders.
        try scene.company.connection.execute("delete from ops.publication")
        try FileSystem().remove("\(moved.directory)/latest")
        #expect(try moved.faults().map(\.problem) == [.wrongLink])
        #expect(try moved.repair(now: later).failures.isEmpty)
        #expect(try moved.faults() == [])
        // An older dump knows nothing of the edition.
        for table in [Identifier("ops", "publication"), Identifier("mart", "edition")] {
            try scene.company.connection.execute("delete from \(table)")
        }
        #expect(try moved.publish(scene.week, now: later).edition == 1)
        #expect(try FileSystem().names("\(moved.directory)/.editions") == ["\(scene.week).1"])
    }

    @Test func removesOnlyDraftsThatTheLedgerKnows() throws {
        let draft = try bundle.ledger.beginDraft()
        try FileSystem().make("\(directory)/.editions/.\(draft)/edition")
        try FileSystem().make("\(directory)/.editions/.\(UUID().uuidString.lowercased())")
        #expect(try bundle.faults().map(\.problem) == [.unfinished])
        #expect(try bundle.repair(now: later).failures.isEmpty)
        #expect(try bundle.faults() == [])
        #expect(try FileSystem().names("\(directory)/.editions").count == 2)
    }

    @Test func saysNothingOfAFolderThatIsBeingWritten() throws {
        _ = try bundle.ledger.beginDraft()
        try WriterLock.hold(scene.company.connection) {
            let reader = try scene.company.database.connect()
            defer { reader.close() }
            let status = Reporting.Bundle(reader, directory: directory)
            #expect(try status.faults() == [])
        }
        #expect(try bundle.faults().map(\.problem) == [.unfinished])
    }

    private func path(_ name: String) -> String {
        switch name {
        case "folder": directory
        case "editions": "\(directory)/.editions"
        case "week": "\(directory)/\(scene.week)"
        default:
            name.hasPrefix("edition") ? edition + name.dropFirst("edition".count) : "\(directory)/\(name)"
        }
    }

    private func append(_ text: String, to path: String) throws {
        let before = try FileSystem().contents(of: path) ?? Data()
        try (before + Data(text.utf8)).write(to: URL(fileURLWithPath: path))
    }

    /// Expects that damage is found, by `status` and by a repair, and that the repair leaves what was there before.
    private func expectRestored(as problem: BundleFault.Problem?, _ damage: () throws -> Void) throws {
        let before = try scene.content()
        try damage()
        #expect(try scene.content() != before)
        let faults = try bundle.faults()
        #expect(!faults.isEmpty)
        if let problem { #expect(faults.contains { $0.problem == problem }) }
        let repair = try bundle.repair(now: later)
        #expect(!repair.repairs.isEmpty && repair.losses.isEmpty && repair.failures.isEmpty)
        #expect(try scene.content() == before)
        #expect(try bundle.faults() == [])
        #expect(try bundle.repair(now: later).isEmpty)
    }
}
