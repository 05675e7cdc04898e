internal import CRename
internal import Foundation
internal import Warehouse

#if canImport(Glibc)
    internal import Glibc
#endif

/// The calls by which bundles are read and written: all of them pass through here, so that a test can stop or fail each one.
struct FileSystem: Sendable {
    /// What a test does before a call: it returns an error number for the call to fail with, or nil; what it throws ends the
    /// publication there, as a crash would.
    typealias Interception = @Sendable (_ call: String, _ path: String) throws -> Int32?

    /// What is at a path; links are not followed.
    enum Kind: Equatable {
        case nothing, file, folder, link
        /// A device, socket or pipe.
        case other
    }

    /// nil: every call takes place.
    var interception: Interception?

    /// Makes one call, again where a signal interrupted it.
    ///
    /// - Parameters:
    ///   - purpose: What the call is for, as in "Cannot … <path>".
    ///   - tolerated: Error numbers that are an answer and no failure.
    /// - Returns: Its result; nil: it failed with a tolerated number.
    /// - Throws: `Failure` of the kind that the error number means.
    @discardableResult
    func call<Result: SignedInteger>(
        _ name: String, _ path: String, to purpose: String, tolerating tolerated: Set<Int32> = [],
        _ body: () -> Result
    ) throws -> Result? {
        while true {
            var number = try interception?(name, path)
            if number == nil {
                let result = body()
                if result >= 0 { return result }
                number = errno
            }
            guard let number, number != EINTR else { continue }
            if tolerated.contains(number) { return nil }
            throw Failure(errorNumber: number, "Cannot \(purpose) \(path)")
        }
    }

    /// What is at a path.
    func kind(of path: String) throws -> Kind {
        var status = stat()
        let found = try call("lstat", path, to: "look at", tolerating: [ENOENT, ENOTDIR]) { lstat(path, &status) }
        guard found != nil else { return .nothing }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// Makes a folder and those above it where they are missing, and waits until their names are on the disk.
    func make(_ path: String) throws {
        let above = Self.parent(of: path)
        func mkdir(tolerating tolerated: Set<Int32>) throws -> Int32? {
            try call("mkdir", path, to: "make the folder", tolerating: tolerated) { Glibc.mkdir(path, 0o777) }
        }
        if try mkdir(tolerating: [EEXIST, ENOENT]) == nil {
            var status = stat()
            if try call("stat", path, to: "look at", tolerating: [ENOENT], { stat(path, &status) }) != nil {
                guard status.st_mode & S_IFMT == S_IFDIR else {
                    throw Failure(errorNumber: ENOTDIR, "Cannot make the folder \(path)")
                }
                return
            }
            // A link that leads nowhere is not made good by making what it names.
            if !above.isEmpty, above != path, try kind(of: path) == .nothing { try make(above) }
            _ = try mkdir(tolerating: [])
        }
        try sync(above.isEmpty ? "." : above)
    }

    /// The names in a folder, sorted.
    func names(_ path: String) throws -> [String] {
        var names: [String] = []
        try call("readdir", path, to: "read the folder") {
            guard let folder = opendir(path) else { return -1 }
            defer { closedir(folder) }
            errno = 0
            while let entry = readdir(folder) {
                names.append(
                    withUnsafePointer(to: &entry.pointee.d_name) {
                        String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
                    })
            }
            return errno == 0 ? 0 : -1
        }
        return names.filter { $0 != "." && $0 != ".." }.sorted()
    }

    /// Renames at once; a link or a file at the new name is replaced.
    func rename(_ path: String, to newPath: String) throws {
        try call("rename", newPath, to: "rename to") { Glibc.rename(path, newPath) }
    }

    /// Renames at once where nothing is at the new name.
    ///
    /// - Returns: Whether nothing was there.
    func renameToNew(_ path: String, _ newPath: String) throws -> Bool {
        let isUnknown: Set<Int32> = [EINVAL, ENOSYS]
        let taken: Set<Int32> = [EEXIST, ENOTEMPTY, ENOTDIR, EISDIR]
        if try call(
            "rename", newPath, to: "rename to", tolerating: isUnknown.union(taken), { rename_to_new(path, newPath) })
            != nil
        {
            return true
        }
        // A file system that does not know this call, such as a share.
        guard try kind(of: newPath) == .nothing else { return false }
        return try call("rename", newPath, to: "rename to", tolerating: taken) { Glibc.rename(path, newPath) } != nil
    }

    /// Puts a link or a folder in the place of what is at `path`: nothing, a link, or a folder, which is then at `draft` or at
    /// `aside`.
    ///
    /// At once, where the file system can exchange two names; elsewhere, on shares mostly, a folder is renamed out of the way
    /// first, so that for a moment, or after a crash in it, nothing is at `path`.
    func put(_ draft: String, at path: String, movingTo aside: String) throws {
        let isFolder: Set<Int32> = [EISDIR, ENOTDIR, ENOTEMPTY, EEXIST]
        if try call("rename", path, to: "rename to", tolerating: isFolder, { Glibc.rename(draft, path) }) != nil {
            return
        }
        let isUnknown: Set<Int32> = [EINVAL, ENOSYS, EOPNOTSUPP]
        if try call("exchange", path, to: "exchange", tolerating: isUnknown, { exchange_names(draft, path) }) != nil {
            return
        }
        try rename(path, to: aside)
        try rename(draft, to: path)
    }

    /// Makes a link.
    func link(_ path: String, to target: String) throws {
        try call("symlink", path, to: "make the link") { symlink(target, path) }
    }

    /// Where a link leads, as it is written; nil when there is no link.
    func target(of path: String) throws -> String? {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = try call("readlink", path, to: "read the link", tolerating: [ENOENT, EINVAL, ENOTDIR]) {
            bytes.withUnsafeMutableBytes { buffer in
                buffer.baseAddress.map { readlink(path, $0, buffer.count) } ?? -1
            }
        }
        return count.map { String(decoding: bytes.prefix($0), as: UTF8.self) }
    }

    /// Removes a folder with what is in it, a file or a link; a missing one is fine.
    func remove(_ path: String) throws {
        switch try kind(of: path) {
        case .nothing: return
        case .folder:
            for name in try names(path) { try remove("\(path)/\(name)") }
            try call("rmdir", path, to: "remove") { rmdir(path) }
        default: try call("unlink", path, to: "remove", tolerating: [ENOENT]) { unlink(path) }
        }
    }

    /// Waits until a folder's names are on the disk, as far as its file system can tell.
    func sync(_ folder: String) throws {
        let descriptor = try call("open", folder, to: "open") { open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let descriptor else { return }
        defer { close(descriptor) }
        try call("fsync", folder, to: "sync", tolerating: [EINVAL, ENOSYS]) { fsync(descriptor) }
    }

    /// The folder that a path lies in: empty where the path is a name only, and the root's is the root.
    ///
    /// `NSString.deletingLastPathComponent` stops the program where a name has one character only.
    static func parent(of path: String) -> String {
        (path.hasPrefix("/") ? "/" : "") + path.split(separator: "/").dropLast().joined(separator: "/")
    }

    /// A path without links and relative parts, so that two names of a folder are one; what does not exist stays as it is named.
    static func absolute(_ path: String) -> String {
        if let resolved = realpath(path, nil) {
            defer { free(resolved) }
            return String(cString: resolved)
        }
        let path = URL(fileURLWithPath: path).standardizedFileURL.path
        let above = parent(of: path)
        return above == path
            ? path : (absolute(above) as NSString).appendingPathComponent((path as NSString).lastPathComponent)
    }
}

extension Failure {
    /// What an error number of the system means for an output.
    init(errorNumber: Int32, _ what: String) {
        let cause = String(cString: strerror(errorNumber))
        switch errorNumber {
        case ENOSPC, EDQUOT:
            self.init(.inputOutput, "\(what): \(cause).", remedy: "Make room, then publish again.")
        case EIO: self.init(.inputOutput, "\(what): \(cause).", remedy: "Check the disk, then publish again.")
        case EACCES, EPERM, EROFS:
            self.init(
                .permission, "\(what): \(cause).", remedy: "Give the user that runs earshot the right to write there.")
        default: self.init(.cannotCreate, "\(what): \(cause).")
        }
    }
}
