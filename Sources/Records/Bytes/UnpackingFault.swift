/// Why a packed file cannot be unpacked.
public enum UnpackingFault: Hashable, Sendable, CustomStringConvertible {
    /// It ends before its content does.
    case truncated
    /// Its content or checksum is not what it says.
    case damaged
    /// Something stands behind its content.
    case trailingBytes
    /// A password is needed.
    case encrypted
    /// It is packed in another way than stored or deflated, or in several volumes.
    case unsupported
    /// More bytes than `limit`, unpacked.
    case tooLarge(limit: Int)
    /// More than `limit` bytes, unpacked, for each packed one.
    case tooDense(limit: Int)
    /// More members than `limit`.
    case tooManyMembers(limit: Int)

    /// What is wrong and what to do.
    public var description: String {
        switch self {
        case .truncated: "it ends before its content does; transfer it again"
        case .damaged: "it is damaged; transfer it again"
        case .trailingBytes: "something stands behind its content; transfer it again"
        case .encrypted: "it is encrypted; unpack it with its password first"
        case .unsupported: "it is packed in an unusual way; pack it with zip or gzip"
        case .tooLarge(let limit): "it holds more than \(limit >> 20) MiB"
        case .tooDense(let limit): "it holds more than \(limit) times its own size, as no export does"
        case .tooManyMembers(let limit): "it holds more than \(limit) files"
        }
    }
}
