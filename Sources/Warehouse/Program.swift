import Foundation

/// Another program, run to its end.
///
/// Foundation's `Process` is of no use here: it waits until every descendant has closed its monitoring socket
/// (swift-corelibs-foundation, `Process.swift`), so starting a server would never return.
struct Program {
    /// What a program left behind.
    struct Outcome {
        /// Exit status; of a program killed by a signal the signal's number plus 128, as shells have it.
        let status: Int32
        /// Standard output and standard error, as they came.
        let output: String

        var succeeded: Bool { status == 0 }
    }

    /// Who runs it; nil: whoever runs this process.
    let account: Account?

    /// Runs a program in the root folder, with nothing of our environment but the search path and no input.
    ///
    /// Settings such as `PGDATA` or `PGPORT` of the caller must not leak into a server, nor our descriptors.
    /// - Parameters:
    ///   - path: Absolute path of the program.
    ///   - arguments: Its arguments, unquoted.
    /// - Throws: `Failure` of kind `configuration` when the program cannot be started.
    func run(_ path: String, _ arguments: [String]) throws(Failure) -> Outcome {
        let command = ["/usr/bin/env", "-i", "--chdir=/"] + Self.environment + prefix + [path] + arguments
        // A file, not a pipe: a server that keeps it open would keep a reader waiting.
        let output = try Self.temporaryFile()
        defer { close(output) }
        var process: pid_t = 0
        let refusal = Self.spawn(command, output: output, &process)
        guard refusal == 0 else { throw Self.failure("run \(path)", refusal) }
        return Outcome(status: Self.wait(process), output: Self.contents(of: output))
    }

    /// Runs a line of shell; `$1` and on are the arguments.
    func shell(_ line: String, _ arguments: [String]) throws(Failure) -> Outcome {
        try run("/bin/sh", ["-c", line, "sh"] + arguments)
    }

    private var prefix: [String] {
        guard let account else { return [] }
        // By number for the group: its name need not be the user's.
        return ["/usr/bin/setpriv", "--reuid=\(account.name)", "--regid=\(account.groupID)", "--init-groups", "--"]
    }

    private static var environment: [String] {
        let searchPath = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"
        return ["PATH=\(searchPath)", "LC_ALL=C.UTF-8"]
    }

    /// See `posix_spawn(3)`; returns its error number.
    private static func spawn(_ command: [String], output: Int32, _ process: inout pid_t) -> Int32 {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_adddup2(&actions, output, 2)
        for descriptor in openDescriptors where descriptor > 2 {
            posix_spawn_file_actions_addclose(&actions, descriptor)
        }
        let arguments = command.map { strdup($0) } + [nil]
        defer { arguments.forEach { free($0) } }
        return posix_spawn(&process, command[0], &actions, nil, arguments, environ)
    }

    private static var openDescriptors: [Int32] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
        return names.compactMap { Int32($0) }
    }

    /// A file without a name, open for reading and writing.
    private static func temporaryFile() throws(Failure) -> Int32 {
        let path = NSTemporaryDirectory() + "/earshot-\(UUID().uuidString)"
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("create \(path)", errno) }
        unlink(path)
        return descriptor
    }

    private static func contents(of descriptor: Int32) -> String {
        lseek(descriptor, 0, SEEK_SET)
        let bytes = FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).readDataToEndOfFile()
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func wait(_ process: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(process, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private static func failure(_ deed: String, _ number: Int32) -> Failure {
        Failure(.configuration, "Cannot \(deed): \(String(cString: strerror(number))).")
    }
}
