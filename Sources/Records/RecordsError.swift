internal import Glibc

/// Why a file could not be read at all; what is wrong with a single record is a ``Fault``.
///
/// Nothing of a file's content is in it, and names are printed as ``EscapedText``.
public enum RecordsError: Error, Equatable, Sendable {
    /// There is no such file, or it may not be opened; `code` is the `errno` of `open`.
    case cannotOpen(name: String, code: Int32)
    /// The name belongs to a directory, device or pipe instead of a regular file.
    case notARegularFile(name: String)
    /// A symbolic link leads out of the folder to which the file has to belong.
    case leadsElsewhere(name: String)
    /// Reading failed half-way; `code` is the `errno` of `read` or `fstat`.
    case cannotRead(name: String, code: Int32)
    /// What is packed in it cannot be unpacked.
    case cannotUnpack(name: String, reason: UnpackingFault)
    /// There is no encoding of that name.
    case unknownEncoding(name: String)
}

extension RecordsError: CustomStringConvertible {
    /// One line for a person: what failed, where, and the system's reason.
    public var description: String {
        switch self {
        case .cannotOpen(let name, let code): "cannot open \(EscapedText(name)): \(Self.reason(code))\(Self.hint(name))"
        case .notARegularFile(let name): "\(EscapedText(name)) is not a regular file"
        case .leadsElsewhere(let name): "\(EscapedText(name)) is a symbolic link that leads out of its folder"
        case .cannotRead(let name, let code): "cannot read \(EscapedText(name)): \(Self.reason(code))"
        case .cannotUnpack(let name, let reason): "cannot unpack \(EscapedText(name)): \(reason)"
        case .unknownEncoding(let name): "there is no encoding \(EscapedText(name)); iconv -l lists them"
        }
    }

    /// Bytes that are not UTF-8 became a replacement character on their way here.
    private static func hint(_ name: String) -> String {
        name.contains("\u{fffd}") ? "; names have to be UTF-8, so rename the file" : ""
    }

    private static func reason(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}
