internal import Foundation
internal import Glibc
internal import Synchronization

/// One connection through a ``TCPProxy``.
struct Relay: Sendable {
    let socket: String
    let fault: TCPProxy.Fault?
    let traffic: Traffic

    /// Passes on what comes, until one side leaves or the fault is due.
    func run(_ client: Int32) {
        let server = connect()
        defer {
            // Not by closing alone: a program started meanwhile may have inherited the descriptor.
            for side in [client, server] {
                shutdown(side, Int32(SHUT_RDWR))
                close(side)
            }
        }
        var passed = Passed()
        while server >= 0 {
            var sides = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&sides, 2, -1) > 0 || errno == EINTR else { return }
            if sides[0].revents != 0, !forward(from: client, to: server, isRequest: true, &passed) { return }
            if sides[1].revents != 0, !forward(from: server, to: client, isRequest: false, &passed) { return }
        }
    }

    /// What went by.
    private struct Passed {
        var bytes = 0
        /// How often the text of a message went by.
        var times = 0
        /// The end of what the client sent, which may begin the text.
        var tail: [UInt8] = []
        var dropsReply = false
        var isOver = false
    }

    /// False when the connection is over.
    private func forward(from source: Int32, to target: Int32, isRequest: Bool, _ passed: inout Passed) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = recv(source, &bytes, bytes.count, 0)
        guard count > 0 else { return false }
        bytes.removeLast(bytes.count - count)
        let client = isRequest ? source : target
        if let fault, !passed.isOver {
            switch fault.moment {
            case .bytes(let limit) where passed.bytes + count > limit:
                send(Array(bytes.prefix(limit - passed.bytes)), to: target, &passed)
                return strike(fault, client, &passed)
            case .bytes: break
            case .message(let text, let times):
                if isRequest { note(text, in: bytes, &passed) }
                if passed.times >= times, !strike(fault, client, &passed) { return false }
            case .reply(let text):
                if isRequest {
                    note(text, in: bytes, &passed)
                } else if passed.times > 0 {
                    return strike(fault, client, &passed)
                }
            }
        }
        return send(bytes, to: target, &passed)
    }

    private func note(_ text: String, in bytes: [UInt8], _ passed: inout Passed) {
        let seen = Data(passed.tail + bytes)
        var rest = seen.startIndex..<seen.endIndex
        while let found = seen.range(of: Data(text.utf8), in: rest) {
            passed.times += 1
            rest = found.upperBound..<seen.endIndex
        }
        passed.tail = Array(seen[rest].suffix(text.utf8.count - 1))
    }

    private func strike(_ fault: TCPProxy.Fault, _ client: Int32, _ passed: inout Passed) -> Bool {
        passed.isOver = true
        switch fault.deed {
        case .cut: return false
        case .silence:
            var byte: UInt8 = 0
            while recv(client, &byte, 1, 0) > 0 {}
            return false
        case .call(let deed):
            deed()
            return true
        }
    }

    @discardableResult
    private func send(_ bytes: [UInt8], to target: Int32, _ passed: inout Passed) -> Bool {
        passed.bytes += bytes.count
        traffic.bytes.wrappingAdd(bytes.count, ordering: .relaxed)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(target, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func connect() -> Int32 {
        let server = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: socket.utf8.prefix($0.count - 1)) }
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(server, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        if isConnected { return server }
        close(server)
        return -1
    }
}

/// Runs `body` on a thread of its own: it blocks.
func detach(_ body: @escaping @Sendable () -> Void) {
    Thread.detachNewThread(body)
}
