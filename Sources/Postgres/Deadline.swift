/// A moment by the monotonic clock after which waiting ends; or never.
struct Deadline {
    private let end: ContinuousClock.Instant?

    /// So long from now; nil is never.
    init(after duration: Duration?) {
        end = duration.map { ContinuousClock.now + $0 }
    }

    /// What `poll` takes: milliseconds left, rounded up so that it does not spin, -1 for no end.
    var pollMilliseconds: Int32 {
        guard let end else { return -1 }
        let left = ContinuousClock.now.duration(to: end)
        return left <= .zero ? 0 : Int32(clamping: left.milliseconds + 1)
    }

    var hasPassed: Bool {
        end.map { ContinuousClock.now >= $0 } ?? false
    }
}

extension Duration {
    /// Whole milliseconds, the rest cut off; the ends of `Int64` for what lies beyond.
    var milliseconds: Int64 {
        let (seconds, attoseconds) = components
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        return overflow ? (seconds < 0 ? .min : .max) : product + attoseconds / 1_000_000_000_000_000
    }
}
