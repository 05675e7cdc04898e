/// A file that is open for reading: one opening serves every source that reads it from the front.
///
/// The file stays the one that was opened, though another takes its name.
public struct InputHandle: Sendable {
    private let file: OpenFile

    /// Opens the file at `path` as ``ByteSource/init(path:within:encoding:limits:)`` does, and throws what that throws.
    public init(path: String, within folders: [String] = []) throws(RecordsError) {
        file = try OpenFile(path: path, within: folders)
    }

    /// The file's last modification, as it was when opened.
    public var modifiedAt: Instant { file.identity.modifiedAt }

    /// The file's bytes from the first one on, unpacked and as UTF-8; `encoding` as in ``ByteSource``.
    public func source(
        encoding: String? = nil, limits: UnpackingLimits = UnpackingLimits()
    ) throws(RecordsError) -> ByteSource {
        try ByteSource(file, encoding: encoding, limits: limits)
    }

    /// The archive that the file is; nil: it is none. Throws as ``ZipArchive/init(path:within:limits:)`` does.
    public func archive(limits: UnpackingLimits = UnpackingLimits()) throws(RecordsError) -> ZipArchive? {
        guard ZipArchive.isArchive(try file.bytes(in: 0..<4)) else { return nil }
        return try ZipArchive(file, limits)
    }
}
