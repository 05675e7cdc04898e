/// A file in a zip archive, as the archive's directory describes it.
public struct ZipMember: Hashable, Sendable {
    /// Its name in the archive, which may hold anything and is no path; print it as ``EscapedText``.
    public let name: String
    /// Its bytes, unpacked.
    public let byteCount: Int
    /// Its bytes in the archive.
    public let packedByteCount: Int

    let checksum: UInt32
    let isDeflated: Bool
    /// Where its local header stands.
    let offset: Int
}
