import Foundation

/// An exclusive lock on a file among processes; see `flock(2)`.
enum FileLock {
    /// Waits until nobody else holds the lock, and holds it while `body` runs; the kernel drops it should we die.
    ///
    /// - Parameter path: The file; created when missing and never removed, since a waiter may have it open.
    static func hold(_ path: String, _ body: () throws(Failure) -> Void) throws(Failure) {
        // Children must not inherit it: a server would hold it as long as it runs.
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Failure(.permission, "Cannot open \(path): \(String(cString: strerror(errno))).")
        }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw Failure(.inputOutput, "Cannot lock \(path): \(String(cString: strerror(errno))).")
            }
        }
        try body()
    }
}
