internal import CRename
internal import Foundation
internal import Warehouse

#if canImport(Glibc)
    internal import Glibc
#endif

/// Folders and links, changed so that a reader never sees half a change and a crash leaves the old or the new.
enum Folder {
    /// Makes a folder and those above it, where they are missing.
    static func make(_ path: String) throws(Failure) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw Failure(.cannotCreate, "Cannot make the folder \(path).")
        }
    }

    /// Removes a folder with what is in it, or a link; a missing one is fine.
    static func remove(_ path: String) throws(Failure) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw Failure(.cannotCreate, "Cannot remove \(path).")
        }
    }

    /// The names in a folder, in no order.
    static func names(_ path: String) throws(Failure) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw Failure(.cannotCreate, "Cannot read the folder \(path).")
        }
    }

    /// Renames at once; what stood at the new name, unless it is a folder with something in it, is replaced.
    static func rename(_ path: String, to newPath: String) throws(Failure) {
        guard Glibc.rename(path, newPath) == 0 else { throw Failure(.cannotCreate, "Cannot rename to \(newPath).") }
    }

    /// Makes a link at `draft` and puts it at `path`, as ``put(_:at:)`` does.
    static func link(_ path: String, to target: String, over draft: String) throws(Failure) {
        if Self.target(of: path) == target { return }
        try remove(draft)
        guard symlink(target, draft) == 0 else { throw Failure(.cannotCreate, "Cannot make the link \(path).") }
        try put(draft, at: path)
    }

    /// Copies a folder of files to `draft`, waits until the copy is on the disk, and puts it at `path`, as ``put(_:at:)`` does.
    static func copy(_ folder: String, to path: String, over draft: String) throws(Failure) {
        try remove(draft)
        try make(draft)
        for name in try names(folder) {
            do {
                try FileManager.default.copyItem(atPath: "\(folder)/\(name)", toPath: "\(draft)/\(name)")
            } catch {
                throw Failure(.cannotCreate, "Cannot write \(draft)/\(name).")
            }
            try sync("\(draft)/\(name)")
        }
        try sync(draft)
        try put(draft, at: path)
    }

    /// Puts a link or a folder in the place of what stands at `path`: nothing, a link, or a folder, which is removed.
    ///
    /// At once, where the file system can exchange two names; elsewhere, on shares mostly, a folder is renamed out of the way
    /// first, so that for a moment, or after a crash in it, nothing is at `path`.
    /// - Parameter exchange: Exchanges two names at once; false: it cannot.
    static func put(
        _ draft: String, at path: String, exchanging exchange: (String, String) -> Bool = Self.exchange
    ) throws(Failure) {
        if Glibc.rename(draft, path) == 0 { return }
        if exchange(draft, path) { return try remove(draft) }
        let old = draft + ".old"
        try remove(old)
        try rename(path, to: old)
        try rename(draft, to: path)
        try remove(old)
    }

    /// Exchanges two names at once; false: the file system cannot.
    static func exchange(_ one: String, _ other: String) -> Bool { exchange_names(one, other) == 0 }

    /// Where a link leads, as it is written; nil when there is no link.
    static func target(of path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// Whether there is a folder at a path, and no link to one.
    static func isReal(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    /// Waits until a file or a folder's names are on the disk.
    static func sync(_ path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw Failure(.inputOutput, "Cannot open \(path).") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(.inputOutput, "Cannot sync \(path).") }
    }
}
