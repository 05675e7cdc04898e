internal import Glibc

/// What tells one state of a file from another: device, inode, size and time of modification.
struct FileIdentity: Equatable, Sendable {
    let device: UInt
    let inode: UInt
    let byteCount: Int
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int
    let isRegular: Bool

    /// The state of an open file; nil when the system refuses to tell (`errno` says why).
    init?(descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        device = UInt(status.st_dev)
        inode = UInt(status.st_ino)
        byteCount = Int(status.st_size)
        modifiedSeconds = status.st_mtim.tv_sec
        modifiedNanoseconds = status.st_mtim.tv_nsec
        isRegular = status.st_mode & S_IFMT == S_IFREG
    }

    var modifiedAt: Instant {
        Instant(microsecondsSinceUnixEpoch: Int64(modifiedSeconds) * 1_000_000 + Int64(modifiedNanoseconds / 1000))
    }
}
