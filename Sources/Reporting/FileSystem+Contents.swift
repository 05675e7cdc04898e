internal import Digest
internal import Foundation
internal import Warehouse

#if canImport(Glibc)
    internal import Glibc
#endif

extension FileSystem {
    /// Bytes read or copied at once.
    private static let chunk = 1 << 18

    /// A file's content; nil where there is no file, and for what is no plain file.
    func contents(of path: String) throws -> Data? {
        var data = Data()
        return try read(path) { data.append(contentsOf: $0) } ? data : nil
    }

    /// A file's size and SHA-256; nil as above.
    func digest(of path: String) throws -> (bytes: Int, sha256: String)? {
        var hash = SHA256()
        var bytes = 0
        let isThere = try read(path) { piece in
            hash.update(piece)
            bytes += piece.count
        }
        return isThere ? (bytes, hash.text) : nil
    }

    /// Copies the named files of a folder into a new one, and waits until they are on the disk.
    func copy(_ names: [String], from folder: String, to newFolder: String) throws {
        try make(newFolder)
        for name in names {
            let file = try OutputFile("\(newFolder)/\(name)", on: self)
            guard try read("\(folder)/\(name)", { try file.write($0) }) else {
                throw Failure(errorNumber: ENOENT, "Cannot read \(folder)/\(name)")
            }
            try file.finish()
        }
        try sync(newFolder)
    }

    /// Hands out a file's content piece by piece.
    ///
    /// - Returns: Whether there is a plain file.
    private func read(_ path: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        guard try kind(of: path) == .file else { return false }
        let opened = try call("open", path, to: "read", tolerating: [ENOENT, ELOOP]) {
            open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        }
        guard let descriptor = opened else { return false }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.chunk, alignment: 1)
        defer { buffer.deallocate() }
        while let count = try call(
            "read", path, to: "read", { Glibc.read(descriptor, buffer.baseAddress, buffer.count) }),
            count > 0
        {
            try body(UnsafeRawBufferPointer(rebasing: buffer.prefix(count)))
        }
        return true
    }
}

/// A new file being written.
final class OutputFile {
    private let path: String
    private let fileSystem: FileSystem
    private var descriptor: Int32

    /// Makes the file; there must be none.
    init(_ path: String, on fileSystem: FileSystem) throws {
        self.path = path
        self.fileSystem = fileSystem
        descriptor =
            try fileSystem.call("create", path, to: "write") {
                open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
            } ?? -1
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// Writes all the bytes.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        var rest = bytes
        while !rest.isEmpty {
            let count = try fileSystem.call("write", path, to: "write") {
                Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count ?? 0))
        }
    }

    /// Waits until the content is on the disk, and closes the file.
    func finish() throws {
        try fileSystem.call("fsync", path, to: "write") { fsync(descriptor) }
        let open = descriptor
        descriptor = -1
        // Shares tell only here that they are full. Interrupted or not, the descriptor is gone.
        try fileSystem.call("close", path, to: "write", tolerating: [EINTR]) { close(open) }
    }
}

extension FileSystem {
    /// Writes a new file through to the disk.
    func write(_ data: Data, to path: String) throws {
        let file = try OutputFile(path, on: self)
        try data.withUnsafeBytes { try file.write($0) }
        try file.finish()
    }
}
