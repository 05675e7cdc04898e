import Foundation

/// Where servers of tests live.
public enum Scratch {
    /// In memory where there is room for several, else among the temporary files.
    ///
    /// A database is some four hundred files, and a computed week makes tables that live for moments. An ext4 without a
    /// journal gives no inode away again that was freed within a minute, and looks at each of those first, so that files
    /// come to cost more than what the tests do with them.
    public static let folder = freeBytes(of: memory) >= 2 << 30 ? memory : NSTemporaryDirectory()

    private static let memory = "/dev/shm"

    private static func freeBytes(of folder: String) -> Int {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: folder)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    }
}
