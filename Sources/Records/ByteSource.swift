internal import Digest

/// The bytes of one input, read once from front to back in constant memory, unpacked and as UTF-8.
///
/// A file is opened only where symbolic links do not lead out of its folder; close is automatic. What is packed by gzip, as
/// its first bytes tell, is unpacked. UTF-16 is recognised by its byte order mark; any other encoding has to be named.
public final class ByteSource {
    /// The file's path, or the name given to bytes in memory; print it as ``EscapedText``.
    public let name: String
    /// Bytes to be read in all, packed as they are, as the file had them when it was opened.
    public let byteCount: Int

    private let stream: any ByteStream
    /// Nil: the bytes are in memory.
    private let file: OpenFile?
    private let encoding: String?
    private var hash = SHA256()
    /// The first unpacked bytes, which tell the encoding, as far as they were not given out.
    private var head: [UInt8]?
    private var decoder: TextDecoder?

    /// Opens the regular file at `path`.
    ///
    /// It has to lie in one of `folders` once symbolic links are followed; where there are none, it may lie anywhere.
    /// `encoding` is a name that iconv knows, nil: UTF-8; a byte order mark in the file counts more. Throws
    /// ``RecordsError/cannotOpen(name:code:)``, ``RecordsError/notARegularFile(name:)``, ``RecordsError/leadsElsewhere(name:)`` or
    /// ``RecordsError/unknownEncoding(name:)``.
    public convenience init(
        path: String, within folders: [String] = [], encoding: String? = nil,
        limits: UnpackingLimits = UnpackingLimits()
    ) throws(RecordsError) {
        try self.init(OpenFile(path: path, within: folders), encoding: encoding, limits: limits)
    }

    /// Serves an open file from its first byte on.
    convenience init(_ file: OpenFile, encoding: String?, limits: UnpackingLimits) throws(RecordsError) {
        let isPacked = GzipStream.isPacked(try file.bytes(in: 0..<2))
        let bytes = FileStream(file)
        try self.init(
            isPacked ? GzipStream(bytes, name: file.name, limits: limits) : bytes, name: file.name,
            byteCount: file.identity.byteCount, file: file, encoding: encoding)
    }

    /// Serves `bytes` under `name`, packed or not.
    public init(bytes: [UInt8], name: String = "memory", limits: UnpackingLimits = UnpackingLimits()) {
        let memory = MemoryStream(bytes)
        stream = GzipStream.isPacked(bytes) ? GzipStream(memory, name: name, limits: limits) : memory
        self.name = name
        byteCount = bytes.count
        file = nil
        encoding = nil
    }

    init(
        _ stream: any ByteStream, name: String, byteCount: Int, file: OpenFile, encoding: String?
    ) throws(RecordsError) {
        self.stream = stream
        self.name = name
        self.byteCount = byteCount
        self.file = file
        let isUTF8 = encoding.map { ["UTF-8", "UTF8"].contains($0.uppercased()) } ?? true
        self.encoding = isUTF8 ? nil : encoding
        if let encoding = self.encoding { _ = try TextDecoder(encoding) }
    }

    /// Bytes of the input read so far, packed as they are.
    public var bytesRead: Int { stream.packedBytesRead }

    /// Reads the next bytes into `buffer`; 0 at the end, otherwise at least one.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        if head == nil { try lookAtHead() }
        guard let decoder else { return try readUnpacked(into: buffer) }
        return try decoder.read(into: buffer) { room throws(RecordsError) in try self.readUnpacked(into: room) }
    }

    /// SHA-256 of the unpacked bytes read so far, before they became UTF-8, 64 hexadecimal digits in lower case; of the
    /// whole input once ``read(into:)`` has given 0.
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
    public func hasChanged() throws(RecordsError) -> Bool { try file?.hasChanged() ?? false }

    /// The file's last modification, as it was when opened; nil for bytes in memory.
    public var modifiedAt: Instant? { file?.identity.modifiedAt }

    /// The first 64 KiB, or all there is, which tell what it seems to be (``FormatGuess``, ``DelimiterGuess``). They
    /// count as read: take another source for reading.
    public func beginning() throws(RecordsError) -> [UInt8] {
        try [UInt8].read(FormatGuess.sampleCount) { buffer, _ throws(RecordsError) in try read(into: buffer) }
    }

    /// What is wrong with `text`, bytes of this source, that is not UTF-8; nil: nothing.
    func faultOfText(_ text: UnsafeBufferPointer<UInt8>) -> Fault.Rule? {
        do {
            _ = try UTF8Span(validating: text.span)
            return nil
        } catch {
            let offset = error.byteOffsets.lowerBound
            return decoder == nil ? .invalidUTF8(byteOffset: offset) : .undecodable(byteOffset: offset)
        }
    }

    private func lookAtHead() throws(RecordsError) {
        let first = try [UInt8].read(3) { buffer, _ throws(RecordsError) in try self.readStream(into: buffer) }
        switch ByteOrderMark(first) {
        case .utf8: break
        case .utf16(let encoding): decoder = try TextDecoder(encoding)
        case nil: if let encoding { decoder = try TextDecoder(encoding) }
        }
        head = decoder != nil && ByteOrderMark(first) != nil ? Array(first.dropFirst(2)) : first
    }

    private func readUnpacked(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        guard let first = head, !first.isEmpty else { return try readStream(into: buffer) }
        let count = min(first.count, buffer.count)
        buffer.copyBytes(from: first.prefix(count))
        head = Array(first.dropFirst(count))
        return count
    }

    private func readStream(into buffer: UnsafeMutableRawBufferPointer) throws(RecordsError) -> Int {
        let count = try stream.read(into: buffer)
        hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        return count
    }
}
