internal import Glibc

/// Waiting on a socket.
enum Socket {
    /// Waits for any of the events.
    /// - Returns: the events that came, errors and hang-up among them; 0 when the deadline passed first.
    static func wait(_ socket: Int32, for events: Int32, until deadline: Deadline) -> Int32 {
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        while true {
            let count = poll(&descriptor, 1, deadline.pollMilliseconds)
            if count > 0 { return Int32(descriptor.revents) }
            // A signal wakes poll early; any other failure is for the next read or write to tell.
            if count < 0 && errno != EINTR { return events }
            if deadline.hasPassed { return 0 }
        }
    }

    /// The events that are there now, without waiting.
    static func ready(_ socket: Int32, for events: Int32) -> Int32 {
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        return poll(&descriptor, 1, 0) > 0 ? Int32(descriptor.revents) : 0
    }
}
