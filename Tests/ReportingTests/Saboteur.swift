import Foundation
import Synchronization

@testable import Reporting

/// Stands before the calls of a publication, and stops or fails it at one of them.
final class Saboteur: Sendable {
    /// What ends a publication as a crash would: after it no call takes place, so nothing is cleaned up.
    struct Crash: Error {}

    enum Fault: Sendable {
        case crash
        /// The call fails.
        case error(Int32)
        /// The call fails, and every later one that needs room.
        case diskFull
    }

    /// Calls that change nothing; a crash before one of them leaves what a crash before the next change leaves.
    static let readings: Set<String> = ["lstat", "stat", "open", "read", "readdir", "readlink"]
    private static let growing: Set<String> = ["mkdir", "create", "write", "fsync", "symlink", "rename"]

    private let fault: Fault?
    private let place: Int
    private let countsReadings: Bool
    private let state = Mutex((count: 0, isCrashed: false))

    /// - Parameters:
    ///   - fault: nil: every call takes place, and is counted.
    ///   - place: Number of the call, from 1.
    ///   - countsReadings: Whether calls that change nothing count.
    init(_ fault: Fault? = nil, at place: Int = 0, countsReadings: Bool = true) {
        (self.fault, self.place, self.countsReadings) = (fault, place, countsReadings)
    }

    /// Calls that were made or tried.
    var count: Int { state.withLock(\.count) }

    var fileSystem: FileSystem { FileSystem { [self] call, _ in try meet(call) } }

    private func meet(_ call: String) throws -> Int32? {
        try state.withLock { state in
            if state.isCrashed { throw Crash() }
            if !countsReadings, Self.readings.contains(call) { return nil }
            state.count += 1
            guard let fault, state.count >= place else { return nil }
            switch fault {
            case .crash:
                state.isCrashed = true
                throw Crash()
            case .error(let number): return state.count == place ? number : nil
            case .diskFull: return state.count == place || Self.growing.contains(call) ? ENOSPC : nil
            }
        }
    }
}
