/// A zip archive: the files in it, each of which can be read as a ``ByteSource``.
///
/// After PKWARE's APPNOTE 6.3.10. The directory at the end counts, in any order of the members, with zip64 and with
/// sizes that stand behind the data. Folders and what macOS puts beside the files are left out.
public final class ZipArchive {
    /// The files, in the order of the directory.
    public let members: [ZipMember]

    private let file: OpenFile
    private let limits: UnpackingLimits

    /// Opens the archive at `path`.
    ///
    /// Throws what ``ByteSource`` throws for a file, and ``RecordsError/cannotUnpack(name:reason:)`` when the directory
    /// is missing or damaged, a member is encrypted, packed otherwise, a symbolic link, or shares its bytes with
    /// another.
    public convenience init(
        path: String, within folders: [String] = [], limits: UnpackingLimits = UnpackingLimits()
    ) throws(RecordsError) {
        try self.init(OpenFile(path: path, within: folders), limits)
    }

    /// The archive that an open file is.
    init(_ file: OpenFile, _ limits: UnpackingLimits) throws(RecordsError) {
        self.file = file
        self.limits = limits
        members = try ZipDirectory(file, limits).members
    }

    /// Whether a file that begins with `bytes` is a zip archive.
    public static func isArchive(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) || bytes.starts(with: Array("PK\u{5}\u{6}".utf8))
    }

    /// The bytes of `member` under the name `archive!member`; `encoding` as in ``ByteSource``.
    public func source(of member: ZipMember, encoding: String? = nil) throws(RecordsError) -> ByteSource {
        let name = "\(file.name)!\(member.name)"
        let header = try file.bytes(in: member.offset..<member.offset + ZipDirectory.localHeaderCount)
        guard header.count == ZipDirectory.localHeaderCount, header.starts(with: Array("PK\u{3}\u{4}".utf8)) else {
            throw .cannotUnpack(name: name, reason: .damaged)
        }
        let start = member.offset + header.count + header.integer(at: 26, bytes: 2) + header.integer(at: 28, bytes: 2)
        let stretch = FileStream(file, start..<start + member.packedByteCount)
        return try ByteSource(
            ZipStream(stretch, member, name: name, limits: limits), name: name, byteCount: member.packedByteCount,
            file: file, encoding: encoding)
    }
}

extension [UInt8] {
    /// The number in `count` bytes from `start` on, the lowest first. The bytes have to be there.
    func integer(at start: Int, bytes count: Int) -> Int {
        // More than an Int holds is no size or place in any file.
        let value = (0..<count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64(self[start + $1]) }
        return Int(clamping: value)
    }
}
