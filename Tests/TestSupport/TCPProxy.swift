internal import Glibc
public import Postgres
internal import Synchronization

/// A TCP listener in front of the test server's socket, that fails on demand the way networks do.
public final class TCPProxy: Sendable {
    /// How a connection fails.
    public struct Fault: Sendable {
        /// When it does.
        public enum Moment: Sendable {
            /// After so many bytes, both directions together.
            case bytes(Int)
            /// When the client has sent the text so many times, before the piece that holds it is passed on.
            case message(String, times: Int = 1)
            /// When the client has sent the text: it is passed on, and the server's answer to it is dropped.
            case reply(to: String)
        }

        /// What happens then.
        public enum Deed: Sendable {
            /// Both sides are hung up on.
            case cut
            /// Nothing is passed on any more, until the client leaves.
            case silence
            /// Something else, after which the connection goes on.
            case call(@Sendable () -> Void)
        }

        let moment: Moment
        let deed: Deed

        /// A deed and when it is done.
        public init(_ deed: Deed, _ moment: Moment) {
            self.deed = deed
            self.moment = moment
        }
    }

    private let listener: Int32
    private let traffic = Traffic()
    /// Where to connect to instead of the server.
    public let options: ConnectionOptions

    /// Listens on a free port of the loopback in front of the server that `options` name by its socket.
    ///
    /// - Parameter fault: gets the number of a connection, from 0, and says how it fails; nil: not at all.
    public init(to options: ConnectionOptions, fault: @escaping @Sendable (Int) -> Fault?) throws {
        let settings = options.target.split(separator: " ").map { $0.split(separator: "=", maxSplits: 1) }
        func setting(_ name: String) -> String { settings.first { $0[0] == name }.map { String($0[1]) } ?? "" }
        let socket = "\(setting("host"))/.s.PGSQL.\(setting("port"))"
        let (listener, port) = try Self.listen()
        self.listener = listener
        var options = options
        options.target =
            "host=127.0.0.1 port=\(port) user=\(setting("user")) dbname=\(setting("dbname")) sslmode=disable gssencmode=disable"
        self.options = options
        let traffic = traffic
        detach {
            Self.accept(listener, traffic) { number in Relay(socket: socket, fault: fault(number), traffic: traffic) }
        }
    }

    deinit {
        shutdown(listener, Int32(SHUT_RDWR))
        close(listener)
    }

    /// Bytes passed on so far, of all connections and both directions.
    public var byteCount: Int { traffic.bytes.load(ordering: .relaxed) }

    /// Connections so far.
    public var connectionCount: Int { traffic.connections.load(ordering: .relaxed) }

    private static func listen() throws -> (Int32, UInt16) {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isBound else { throw Errno(number: errno) }
        return (listener, UInt16(bigEndian: address.sin_port))
    }

    private static func accept(_ listener: Int32, _ traffic: Traffic, _ relay: @escaping @Sendable (Int) -> Relay) {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { return }
            let number = traffic.connections.wrappingAdd(1, ordering: .relaxed).oldValue
            detach { relay(number).run(client) }
        }
    }

    private struct Errno: Error { let number: Int32 }
}

/// What a proxy has seen.
final class Traffic: Sendable {
    let bytes = Atomic<Int>(0)
    let connections = Atomic<Int>(0)
}
