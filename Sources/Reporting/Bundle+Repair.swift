internal import Digest
internal import Foundation
public import Postgres
internal import Warehouse

// What stopped publications, deleted or altered editions and wrong links left behind.
extension Bundle {
    /// Repairs this folder, and every other one that the ledger knows and that exists here.
    ///
    /// - Throws: `Failure` of kind `inputOutput` where the disk is full or fails; what else keeps a part from being repaired is
    ///   among ``BundleRepair/failures``.
    public func repairAll(now: Timestamp) throws -> BundleRepair {
        var repair = try repair(now: now)
        let own = FileSystem.absolute(directory)
        for other in try Failure.telling({ try PublicationLedger.directories(connection) }) where other != own {
            guard FileManager.default.fileExists(atPath: other) else { continue }
            repair.add(try at(other).repair(isOwn: false, now: now))
        }
        return repair
    }

    /// Brings the folder in line with the ledger: finishes editions, removes drafts that were left, writes editions again that
    /// are missing or altered where the data still give the same bytes, and sets the links.
    ///
    /// What is in the way and not ours is left alone. An edition that cannot be written again is given up in the ledger; when it
    /// is the newest of its week, the week is due to be published again. Its altered folder is renamed.
    /// - Parameter isOwn: Whether this is the folder that weeks are published into; in another one nothing is given up.
    public func repair(isOwn: Bool = true, now: Timestamp) throws -> BundleRepair {
        try Failure.telling {
            var repair = BundleRepair()
            if try isOwn && fileSystem.kind(of: folder.editions) == .folder { try adopt(now: now) }
            if try ledger.records().isEmpty, try ledger.drafts().isEmpty { return repair }
            try fileSystem.make(folder.editions)
            repair.repairs += try finishOthers(now: now).map { "finished the edition \(folder.place(of: $0))" }
            let records = try ledger.records()
            for record in records where !record.isLost {
                let isNewest = records.last { $0.week == record.week }?.edition == record.edition
                try keeping(&repair) { try restore(record, isNewest: isNewest, isOwn: isOwn, now: now, &$0) }
            }
            for record in try ledger.records().newest where !record.isLost {
                try keeping(&repair) { try setLinks(to: record, &$0) }
            }
            return repair
        }
    }

    /// The same bundles in another folder.
    func at(_ directory: String) -> Bundle {
        var other = Bundle(
            connection, directory: directory, hasByteOrderMark: hasByteOrderMark, dialect: dialect, latest: latest)
        (other.fileSystem, other.tables, other.hasPage) = (fileSystem, tables, hasPage)
        return other
    }

    /// Keeps a failure that concerns one edition; throws what all of them would meet.
    private func keeping(_ repair: inout BundleRepair, _ body: (inout BundleRepair) throws -> Void) throws {
        do {
            try body(&repair)
        } catch let failure as Failure
            where [.cannotCreate, .permission].contains(failure.kind) && failure.cause == nil
        {
            repair.failures.append(failure)
        }
    }

    /// Takes over editions that are in this folder though the ledger knows another place for them, or none: those published
    /// before it noted places, those of a folder that was moved, and lost ones that were put back.
    private func adopt(now: Timestamp) throws {
        for record in try adoptable() { try ledger.adopt(record, now: now) }
    }

    /// Editions that ``repair(isOwn:now:)`` would take over.
    func adoptable() throws -> [EditionRecord] {
        try ledger.strays().compactMap { stray in
            let name = "\(stray.week).\(stray.edition)"
            if let other = stray.directory, !stray.isLost,
                FileManager.default.fileExists(atPath: "\(other)/.editions/\(name)")
            {
                return nil
            }
            if stray.isLost, stray.directory != ledger.directory { return nil }
            guard let text = try fileSystem.contents(of: "\(folder.editions)/\(name)/\(Manifest.file)"),
                SHA256.text(of: text) == stray.manifestSHA256, let manifest = Manifest.read(text)
            else { return nil }
            let record = EditionRecord(
                week: stray.week, edition: stray.edition, publishedAt: stray.publishedAt, manifest: manifest,
                manifestText: String(decoding: text, as: UTF8.self), hasByteOrderMark: hasByteOrderMark,
                dialect: dialect, draft: nil, isLost: false)
            return try stray.isLost && folder.state(of: record) != .intact ? nil : record
        }
    }

    /// Writes an edition, or files of it, again where they are missing or altered.
    private func restore(
        _ record: EditionRecord, isNewest: Bool, isOwn: Bool, now: Timestamp, _ repair: inout BundleRepair
    ) throws {
        let place = folder.place(of: record)
        let state = try folder.state(of: record)
        let names: [String]
        switch state {
        case .intact: return
        case .foreign(let obstacle): throw Self.inTheWay(obstacle, of: place)
        case .missing: names = record.files.map(\.name)
        case .damaged(let damaged): names = damaged
        }
        let isRestored = try withDraft { draft in
            let isSame = try write(names, of: record, into: draft.edition)
            if isSame { try put(names, of: record, from: draft.edition, asWhole: state == .missing) }
            try remove(draft)
            return isSame
        }
        if isRestored {
            try settle(record, now: now)
            repair.repairs.append("wrote \(Wording.count(names.count, "file")) of the edition \(place) again")
        } else if isOwn {
            try giveUp(record, isMissing: state == .missing, isNewest: isNewest, now: now, &repair)
        } else {
            throw Failure(
                .cannotCreate,
                "The edition \(place) is \(state == .missing ? "missing" : "altered"), and the figures have changed since.",
                remedy:
                    "Put it back from a backup, or publish again: earshot publish --week \(record.week) --out \(directory)"
            )
        }
    }

    private func put(_ names: [String], of record: EditionRecord, from draft: String, asWhole: Bool) throws {
        let place = folder.place(of: record)
        if asWhole {
            guard try fileSystem.renameToNew(draft, place) else { throw Self.inTheWay(place, of: place) }
            try fileSystem.sync(folder.editions)
        } else {
            for name in names { try fileSystem.rename("\(draft)/\(name)", to: "\(place)/\(name)") }
            try fileSystem.sync(place)
        }
    }

    private func giveUp(
        _ record: EditionRecord, isMissing: Bool, isNewest: Bool, now: Timestamp, _ repair: inout BundleRepair
    ) throws {
        let place = folder.place(of: record)
        var found = "The edition \(place) is missing"
        if !isMissing {
            let aside = "\(place).altered"
            guard try fileSystem.renameToNew(place, aside) else { throw Self.inTheWay(aside, of: aside) }
            found = "The edition \(place) was altered, its folder is now \(aside)"
        }
        try ledger.lose(record, now: now)
        repair.losses.append(
            "\(found); the figures have changed since, so it cannot be written again."
                + (isNewest ? " Another edition of \(record.week) takes its place." : ""))
    }

    /// Sets the links to the newest edition of a week that are missing or wrong.
    private func setLinks(to record: EditionRecord, _ repair: inout BundleRepair) throws {
        // What cannot be linked was told already.
        guard try folder.state(of: record) == .intact, try !wrongLinks(to: record, among: ledger.records()).isEmpty
        else { return }
        try withDraft { draft in
            try lead(to: record, draft: draft.path)
            try remove(draft)
        }
        repair.repairs.append("set the links to the edition \(folder.place(of: record))")
    }

    /// The links to the newest edition of a week that do not lead there, with what is in the way; nil: nothing is.
    func wrongLinks(
        to record: EditionRecord, among records: [EditionRecord]
    ) throws -> [(name: String, obstacle: String?)] {
        var links = [("\(record.week)", ".editions/\(record.name)")]
        if records.newest.last?.week == record.week { links.append(("latest", "\(record.week)")) }
        return try links.compactMap { name, target in
            switch try folder.state(ofLink: name, to: target, record, among: records) {
            case .right: nil
            case .wrong: (name, nil)
            case .foreign(let obstacle): (name, obstacle)
            }
        }
    }
}
