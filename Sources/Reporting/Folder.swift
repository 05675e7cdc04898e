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

    /// Removes a folder with what is in it; a missing one is fine.
    static func remove(_ path: String) throws(Failure) {
        guard FileManager.default.fileExists(atPath: path) else { return }
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

    /// Makes or switches a link, at once.
    static func link(_ path: String, to target: String) throws(Failure) {
        if Self.target(of: path) == target { return }
        let draft = path + ".new"
        unlink(draft)
        guard symlink(target, draft) == 0 else { throw Failure(.cannotCreate, "Cannot make the link \(path).") }
        try rename(draft, to: path)
    }

    /// Where a link leads, as it is written; nil when there is no link.
    static func target(of path: String) -> String? {
        try? FileManager.default.destinationOfSymbolicLink(atPath: path)
    }

    /// Waits until a file or a folder's names are on the disk.
    static func sync(_ path: String) throws(Failure) {
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw Failure(.inputOutput, "Cannot open \(path).") }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw Failure(.inputOutput, "Cannot sync \(path).") }
    }
}
