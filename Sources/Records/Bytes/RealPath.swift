internal import Glibc

/// Where a name leads once all symbolic links are followed.
public struct RealPath: Hashable, Sendable {
    private let bytes: [UInt8]

    /// Where `path` leads; nil when there is nothing (`errno` says why).
    public init?(_ path: String) {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        // As bytes: names are not always text.
        bytes = (0..<strlen(resolved)).map { UInt8(bitPattern: resolved[$0]) }
    }

    /// Whether it lies in the folder at `path` or deeper.
    func isBelow(_ path: String) -> Bool {
        guard let folder = RealPath(path) else { return false }
        return bytes.starts(
            with: folder.bytes.last == UInt8(ascii: "/") ? folder.bytes : folder.bytes + [UInt8(ascii: "/")])
    }
}
