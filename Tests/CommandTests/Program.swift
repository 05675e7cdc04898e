import Foundation

/// A program run as cron would: no terminal, no input, and of our environment only the search path.
final class Program {
    /// What it left behind.
    struct Outcome {
        /// Exit status; of a program killed by a signal the signal's number plus 128, as shells have it.
        let status: Int32
        let output: String
        let errors: String
        /// Time it took by the wall clock.
        let duration: Duration

        var lines: [Substring] { output.split(separator: "\n") }
    }

    private struct Refusal: Error { let number: Int32 }

    let processID: pid_t
    private let output: FileHandle
    private let errors: FileHandle
    private let start = ContinuousClock.now

    /// The built `earshot`: the one `EARSHOT_PROGRAM` names, else that beside the tests.
    static let earshot: String = {
        if let named = ProcessInfo.processInfo.environment["EARSHOT_PROGRAM"] { return named }
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent().appendingPathComponent("earshot").path
    }()

    /// Starts it in a folder.
    init(
        _ arguments: [String], of path: String = Program.earshot, in folder: String, environment: [String: String] = [:]
    ) throws {
        output = try Self.temporaryFile()
        errors = try Self.temporaryFile()
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output.fileDescriptor, 1)
        posix_spawn_file_actions_adddup2(&actions, errors.fileDescriptor, 2)
        // A thread of the tests may have signals blocked, and its children with it.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        var environment = environment
        environment["PATH"] = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let variables = environment.map { "\($0.key)=\($0.value)" }
        let command = ["/usr/bin/env", "-i", "--chdir=\(folder)"] + variables + [path] + arguments
        let words = command.map { strdup($0) } + [nil]
        defer { words.forEach { free($0) } }
        var process: pid_t = 0
        let refusal = posix_spawn(&process, command[0], &actions, &attributes, words, environ)
        guard refusal == 0 else { throw Refusal(number: refusal) }
        processID = process
    }

    func signal(_ number: Int32) {
        kill(processID, number)
    }

    /// Waits for its end.
    func wait() -> Outcome {
        var status: Int32 = 0
        while waitpid(processID, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7f
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xff : 128 + signal, output: Self.text(of: output),
            errors: Self.text(of: errors), duration: ContinuousClock.now - start)
    }

    private static func temporaryFile() throws -> FileHandle {
        let path = "\(NSTemporaryDirectory())/earshot-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refusal(number: errno) }
        unlink(path)
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    private static func text(of file: FileHandle) -> String {
        try? file.seek(toOffset: 0)
        return String(decoding: file.readDataToEndOfFile(), as: UTF8.self)
    }
}
