internal import Digest
internal import Foundation
internal import Warehouse

/// A folder of bundles on the disk, compared with what the ledger says of it. Changes nothing.
struct BundleFolder {
    /// How an edition is found.
    enum EditionState: Equatable {
        case intact, missing
        /// Files of it that are missing or altered.
        case damaged([String])
        /// What is in its place and not ours.
        case foreign(String)
    }

    /// How a link to an edition, or a copy of it, is found.
    enum LinkState: Equatable {
        case right
        /// Nothing, a link to something else, or another copy of ours.
        case wrong
        /// What is in its place and not ours.
        case foreign(String)
    }

    let path: String
    let fileSystem: FileSystem

    /// The folder of editions and drafts.
    var editions: String { "\(path)/.editions" }

    /// Where an edition belongs.
    func place(of record: EditionRecord) -> String { "\(editions)/\(record.name)" }

    /// Where a draft belongs; its edition is in the folder `edition` of that.
    func place(ofDraft draft: String) -> String { "\(editions)/.\(draft)" }

    /// Compares an edition with its manifest, byte by byte.
    ///
    /// - Parameter place: Where it is; nil: where it belongs.
    func state(of record: EditionRecord, at place: String? = nil) throws -> EditionState {
        let place = place ?? self.place(of: record)
        switch try fileSystem.kind(of: place) {
        case .nothing: return .missing
        case .folder: break
        default: return .foreign(place)
        }
        let files = record.files
        var damaged: [String] = []
        for file in files {
            let path = "\(place)/\(file.name)"
            switch try fileSystem.kind(of: path) {
            case .nothing: damaged.append(file.name)
            case .file: if try !holds(file, path) { damaged.append(file.name) }
            default: return .foreign(path)
            }
        }
        if damaged.isEmpty { return .intact }
        // A folder with not one file of the edition is somebody else's, unless there is nothing in it.
        if damaged.count == files.count, try !fileSystem.names(place).isEmpty { return .foreign(place) }
        return .damaged(damaged)
    }

    /// Compares what leads to an edition.
    ///
    /// - Parameters:
    ///   - name: Name of the link or copy.
    ///   - target: What a link holds.
    ///   - records: All that the ledger knows of the folder.
    func state(
        ofLink name: String, to target: String, _ record: EditionRecord, among records: [EditionRecord]
    ) throws -> LinkState {
        let link = "\(path)/\(name)"
        switch try fileSystem.kind(of: link) {
        case .nothing: return .wrong
        case .link: return try fileSystem.target(of: link) == target ? .right : .wrong
        case .folder:
            switch try state(of: record, at: link) {
            case .intact: return .right
            case .foreign(let obstacle) where obstacle != link: return .foreign(obstacle)
            default: return try isCopy(link, among: records) ? .wrong : .foreign(link)
            }
        default: return .foreign(link)
        }
    }

    private func holds(_ file: Manifest.File, _ path: String) throws -> Bool {
        guard let digest = try fileSystem.digest(of: path) else { return false }
        return digest.bytes == file.bytes && digest.sha256 == file.sha256
    }

    /// Whether a folder is a copy of an edition: it has a file of one, or nothing.
    private func isCopy(_ path: String, among records: [EditionRecord]) throws -> Bool {
        let names = try fileSystem.names(path)
        let digests = Set(records.flatMap(\.files).map(\.sha256))
        return try names.isEmpty
            || names.contains {
                try fileSystem.digest(of: "\(path)/\($0)").map { digests.contains($0.sha256) } ?? false
            }
    }

    /// What is in a copy of an edition and in no edition.
    func strangers(in copy: String, among records: [EditionRecord]) throws -> [String] {
        let known = Set(records.flatMap(\.files).map(\.name))
        return try fileSystem.names(copy).filter { !known.contains($0) }
    }
}

extension [EditionRecord] {
    /// The newest edition of each week, by week; lost ones too.
    var newest: [EditionRecord] {
        enumerated().filter { $0.offset == count - 1 || self[$0.offset + 1].week != $0.element.week }.map(\.element)
    }
}
