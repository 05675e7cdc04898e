/// How long to wait before another attempt: doubling from a first wait up to a longest one, spread at random so that
/// clients thrown off together do not come back together
/// (["full jitter"](https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/)).
public struct Backoff: Hashable, Sendable {
    /// Bound of the wait after the first failure.
    public var first: Duration
    /// Bound no wait exceeds.
    public var longest: Duration

    /// 0.1 s at first and 5 s at most, unless told otherwise.
    public init(first: Duration = .milliseconds(100), longest: Duration = .seconds(5)) {
        self.first = first
        self.longest = longest
    }

    /// The wait after a failed attempt.
    ///
    /// - Parameters:
    ///   - attempt: the number of the attempt that failed, from 1.
    ///   - share: a random number from 0 up to 1; the wait is this share of the bound.
    public func wait(after attempt: Int, share: Double) -> Duration {
        // Beyond 30 doublings the longest wait holds in any case.
        let bound = min(longest, first * (1 << min(max(attempt, 1) - 1, 30)))
        return bound * min(max(share, 0), 1)
    }
}
