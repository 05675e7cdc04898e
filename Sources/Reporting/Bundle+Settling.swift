internal import Foundation
internal import Postgres
internal import Warehouse

// How an edition that is final in the ledger gets its place, its links and its end; each step may have been taken before.
extension Bundle {
    /// A folder that a publication or a repair works in; noted in the ledger before it is made.
    final class Draft {
        let id: String
        let path: String
        /// The folder of the edition in it.
        var edition: String { "\(path)/edition" }
        /// Whether an edition that is final depends on it.
        var isNeeded = false

        init(id: String, path: String) {
            self.id = id
            self.path = path
        }
    }

    /// Runs `body` with a new draft, which it removes in the end.
    ///
    /// When it fails, what the draft holds is removed, but its note in the ledger stays, so that `status` says that something was
    /// not finished; unless the data or the user were at fault.
    func withDraft<Value>(_ body: (Draft) throws -> Value) throws -> Value {
        let ledger = ledger
        let id = try ledger.beginDraft()
        let draft = Draft(id: id, path: folder.place(ofDraft: id))
        do {
            try fileSystem.make(draft.path)
            return try body(draft)
        } catch {
            guard !draft.isNeeded else { throw error }
            try? fileSystem.remove(draft.path)
            if let failure = error as? Failure, [.usage, .data].contains(failure.kind) { try? ledger.endDraft(id) }
            throw error
        }
    }

    /// Removes a draft that nothing depends on.
    func remove(_ draft: Draft) throws {
        try fileSystem.remove(draft.path)
        try ledger.endDraft(draft.id)
    }

    /// Finishes the editions that earlier publications into the folder left unfinished, as far as their files are whole, and
    /// removes the drafts that they left. What is in the way of one stays, and the edition stays unfinished.
    ///
    /// - Returns: The editions that are finished now.
    func finishOthers(now: Timestamp) throws -> [EditionRecord] {
        var finished: [EditionRecord] = []
        var kept: Set<String> = []
        for record in try ledger.records() {
            guard let draft = record.draft else { continue }
            do {
                try settle(record, now: now)
                finished.append(record)
            } catch let failure as Failure where failure.kind == .cannotCreate {
                kept.insert(draft)
            }
        }
        for (draft, _) in try ledger.drafts() where !kept.contains(draft) {
            try fileSystem.remove(folder.place(ofDraft: draft))
            try ledger.endDraft(draft)
        }
        return finished
    }

    /// Puts an edition that is final from its draft into its place, and makes the links lead to it.
    ///
    /// - Throws: `Failure`, kind `cannotCreate` also where its files are not whole; `repair` writes them again.
    func settle(_ record: EditionRecord, now: Timestamp) throws {
        guard let id = record.draft else { return }
        let draft = Draft(id: id, path: folder.place(ofDraft: id))
        let place = folder.place(of: record)
        if try fileSystem.kind(of: place) == .nothing, try fileSystem.kind(of: draft.edition) == .folder {
            guard try fileSystem.renameToNew(draft.edition, place) else { throw Self.inTheWay(place, of: place) }
        }
        try fileSystem.sync(folder.editions)
        switch try folder.state(of: record) {
        case .intact: break
        case .foreign(let obstacle): throw Self.inTheWay(obstacle, of: place)
        case .missing, .damaged:
            throw Failure(.cannotCreate, "Files of the edition \(place) are missing or altered.")
        }
        try fileSystem.make(draft.path)
        try lead(to: record, draft: draft.path)
        try fileSystem.remove(draft.path)
        try ledger.finish(record, now: now)
    }

    /// Makes `DIR/2026-W10` lead to the newest edition of the week, and `DIR/latest` to the newest week, as configured.
    ///
    /// - Parameters:
    ///   - record: An edition of the week that is in its place.
    ///   - draft: A folder to make links and copies in.
    func lead(to record: EditionRecord, draft: String) throws {
        let records = try ledger.records()
        let newest = records.newest.filter { !$0.isLost }
        guard newest.last(where: { $0.week == record.week })?.edition == record.edition else { return }
        var isChanged = try lead("\(record.week)", to: ".editions/\(record.name)", record, among: records, draft: draft)
        if newest.last?.week == record.week {
            isChanged = try lead("latest", to: "\(record.week)", record, among: records, draft: draft) || isChanged
        }
        if isChanged { try fileSystem.sync(directory) }
    }

    /// Makes one name in the folder lead to an edition.
    ///
    /// - Returns: Whether it did not before.
    private func lead(
        _ name: String, to target: String, _ record: EditionRecord, among records: [EditionRecord], draft: String
    ) throws -> Bool {
        let path = "\(directory)/\(name)"
        let state = try folder.state(ofLink: name, to: target, record, among: records)
        if case .foreign(let obstacle) = state { throw Self.inTheWay(obstacle, of: path) }
        let kind = try fileSystem.kind(of: path)
        if state == .right, (kind == .link) == (latest == .link) { return false }
        let strangers = kind == .folder ? try folder.strangers(in: path, among: records) : []
        let new = "\(draft)/\(name)"
        switch latest {
        case .link:
            if let stranger = strangers.first { throw Self.inTheWay("\(path)/\(stranger)", of: path) }
            try fileSystem.link(new, to: target)
        case .copy:
            try fileSystem.copy(record.files.map(\.name), from: folder.place(of: record), to: new)
        }
        if strangers.isEmpty {
            try fileSystem.put(new, at: path, movingTo: "\(new).old")
        } else {
            try replaceFiles(of: path, by: new, among: records)
        }
        return true
    }

    /// Replaces the files of a copy one by one, so that what somebody else has put beside them stays, such as the lock of a
    /// spreadsheet program.
    private func replaceFiles(of copy: String, by new: String, among records: [EditionRecord]) throws {
        let names = try fileSystem.names(new)
        for name in names { try fileSystem.rename("\(new)/\(name)", to: "\(copy)/\(name)") }
        let known = Set(records.flatMap(\.files).map(\.name)).subtracting(names)
        for name in try fileSystem.names(copy) where known.contains(name) { try fileSystem.remove("\(copy)/\(name)") }
        try fileSystem.sync(copy)
    }
}
