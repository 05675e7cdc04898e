internal import Digest
internal import Glibc

/// The bytes of one input, read once from front to back in constant memory.
///
/// A file is opened without following a symbolic link in its last part. Close is automatic.
public final class ByteSource {
    /// Where the bytes come from.
    private enum Origin {
        case file(descriptor: Int32, first: FileIdentity)
        case memory([UInt8])
    }

    /// The file's path, or the name given to bytes in memory; print it as ``EscapedText``.
    public let name: String
    /// Bytes to be read in all, as the file had them when it was opened.
    public let byteCount: Int
    /// Bytes read so far.
    public private(set) var bytesRead = 0

    private let origin: Origin
    private var hash = SHA256()

    /// Opens the regular file at `path`.
    ///
    /// Throws ``RecordsError/cannotOpen(name:code:)`` or ``RecordsError/notARegularFile(name:)``.
    public init(path: String) throws(RecordsError) {
        // O_NONBLOCK, or opening a pipe nobody writes to would wait for ever; it means nothing to a regular file.
        let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw errno == ELOOP ? .notARegularFile(name: path) : .cannotOpen(name: path, code: errno)
        }
        guard let identity = FileIdentity(descriptor: descriptor), identity.isRegular else {
            close(descriptor)
            throw .notARegularFile(name: path)
        }
        name = path
        byteCount = identity.byteCount
        origin = .file(descriptor: descriptor, first: identity)
    }

    /// Serves `bytes` under `name`.
    public init(bytes: [UInt8], name: String = "memory") {
        self.name = name
        byteCount = bytes.count
        origin = .memory(bytes)
    }

    deinit {
        if case .file(let descriptor, _) = origin { close(descriptor) }
    }

    /// Reads the next bytes into `buffer`; 0 at the end, otherwise at least one.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        let count =
            switch origin {
            case .file(let descriptor, _): try read(descriptor, into: buffer)
            case .memory(let bytes): copy(bytes, into: buffer)
            }
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        bytesRead += count
        return count
    }

    /// SHA-256 of the bytes read so far, 64 hexadecimal digits in lower case; of the whole input once
    /// ``read(into:)`` has given 0.
    public var sha256: String { hash.text }

    /// Reads what is left and gives ``sha256`` of the whole input.
    public func digestOfRest() throws(RecordsError) -> String {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 1)
        defer { block.deallocate() }
        while try read(into: block) > 0 {}
        return sha256
    }

    /// Whether the file is no longer the one that was opened: its size, its time of modification or the inode
    /// moved while it was read. Bytes in memory never change.
    public func hasChanged() throws(RecordsError) -> Bool {
        guard case .file(let descriptor, let first) = origin else { return false }
        guard let now = FileIdentity(descriptor: descriptor) else { throw .cannotRead(name: name, code: errno) }
        return now != first
    }

    /// The file's last modification, as it was when opened; nil for bytes in memory.
    public var modifiedAt: Instant? {
        guard case .file(_, let first) = origin else { return nil }
        return first.modifiedAt
    }

    /// What is wrong with `text`, bytes of this source, that is not UTF-8; nil: nothing.
    func faultOfText(_ text: UnsafeBufferPointer<UInt8>) -> Fault.Rule? {
        do {
            _ = try UTF8Span(validating: text.span)
            return nil
        } catch {
            return .invalidUTF8(byteOffset: error.byteOffsets.lowerBound)
        }
    }

    private func read(_ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno == EINTR else { throw .cannotRead(name: name, code: errno) }
        }
    }

    private func copy(_ bytes: [UInt8], into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let slice = bytes[bytesRead..<min(bytes.count, bytesRead + buffer.count)]
        buffer.copyBytes(from: slice)
        return slice.count
    }
}
