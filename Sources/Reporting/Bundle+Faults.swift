internal import Foundation
internal import Postgres
internal import Warehouse

// How folders of bundles differ from the ledger, without changing either.
extension Bundle {
    /// The differences in this folder, and in every other one that the ledger knows and that exists here.
    ///
    /// A folder that a session is publishing into at this moment has none.
    public func faults() throws -> [BundleFault] {
        try Failure.telling {
            let own = FileSystem.absolute(directory)
            let others = try PublicationLedger.directories(connection).filter {
                $0 != own && FileManager.default.fileExists(atPath: $0)
            }
            return try stableFaults(isOwn: true) + others.flatMap { try at($0).stableFaults(isOwn: false) }
        }
    }

    /// Looks again where the ledger changed meanwhile.
    private func stableFaults(isOwn: Bool) throws -> [BundleFault] {
        var (faults, attempts) = ([BundleFault](), 0)
        repeat {
            let before = try ledger.records()
            if try isBeingWritten() { return [] }
            faults = []
            try reading(directory, &faults) { try self.faults(isOwn: isOwn) }
            attempts += 1
            if faults.isEmpty { break }
            if try !isBeingWritten(), try ledger.records() == before { break }
        } while attempts < 3
        return faults
    }

    /// Whether the session that holds the writer's lock has a draft in the folder.
    private func isBeingWritten() throws -> Bool {
        guard let writer = try connection.advisoryLockHolder(WriterLock.key)?.processID else { return false }
        return try ledger.drafts().contains { $0.serverProcess == writer }
    }

    private func faults(isOwn: Bool) throws -> [BundleFault] {
        let remedy = isOwn ? "earshot run" : "earshot publish --out \(directory)"
        var faults: [BundleFault] = []
        let records = try (ledger.records() + (isOwn ? adoptable() : [])).sorted {
            ($0.week, $0.edition) < ($1.week, $1.edition)
        }
        if try records.contains(where: { $0.draft != nil }) || !ledger.drafts().isEmpty {
            faults.append(BundleFault(problem: .unfinished, path: directory, remedy: remedy))
        }
        if records.isEmpty { return faults }
        if try fileSystem.kind(of: folder.editions) == .nothing {
            return faults + [BundleFault(problem: .missing, path: folder.editions, remedy: remedy)]
        }
        for record in records where !record.isLost {
            try reading(folder.place(of: record), &faults) { try fault(of: record, remedy: remedy) }
        }
        for record in records.newest {
            if record.isLost {
                faults.append(BundleFault(problem: .missing, path: folder.place(of: record), remedy: remedy))
            } else {
                try reading("\(directory)/\(record.week)", &faults) {
                    try self.faults(ofLinksTo: record, among: records, remedy: remedy)
                }
            }
        }
        return faults
    }

    private func fault(of record: EditionRecord, remedy: String) throws -> [BundleFault] {
        let place = folder.place(of: record)
        return switch try folder.state(of: record) {
        case .intact: []
        case .missing: [BundleFault(problem: .missing, path: place, remedy: remedy)]
        case .damaged: [BundleFault(problem: .altered, path: place, remedy: remedy)]
        case .foreign(let obstacle): [obstructed(obstacle)]
        }
    }

    private func faults(
        ofLinksTo record: EditionRecord, among records: [EditionRecord], remedy: String
    ) throws -> [BundleFault] {
        // Where the edition itself is not there, that is told already.
        guard try fileSystem.kind(of: folder.place(of: record)) == .folder else { return [] }
        return try wrongLinks(to: record, among: records).map { name, obstacle in
            obstacle.map(obstructed) ?? BundleFault(problem: .wrongLink, path: "\(directory)/\(name)", remedy: remedy)
        }
    }

    private func obstructed(_ obstacle: String) -> BundleFault {
        BundleFault(problem: .inTheWay, path: obstacle, remedy: "move or rename it, then earshot run")
    }

    private func reading(_ path: String, _ faults: inout [BundleFault], _ body: () throws -> [BundleFault]) throws {
        do {
            faults += try body()
        } catch let failure as Failure where failure.cause == nil {
            faults.append(BundleFault(problem: .unreadable, path: path, remedy: "\(failure)"))
        }
    }
}
