import Postgres
import Records

extension Load {
    /// How far ahead of the server's clock a file may be, in microseconds: two clocks never agree.
    private static let tolerance: Int64 = 60_000_000

    /// Throws a ``Refusal`` where the file showed the world after the server's clock: every file that follows would count as
    /// older than it.
    func checkObservation() throws {
        let ahead = identity.observedAt.microsecondsSinceUnixEpoch - bounds.clock.microsecondsSinceUnixEpoch
        guard replay == nil, ahead > Self.tolerance else { return }
        let clock = Instant(microsecondsSinceUnixEpoch: bounds.clock.microsecondsSinceUnixEpoch).text
        throw Refusal(
            reason:
                "it shows the world at \(observedAt.text), but the server's clock says \(clock): files that come "
                + "until then would count as older. Correct the time at which it was modified (touch), the date in its name "
                + "or --as-of; where the server's clock is wrong, correct that.",
            next: "\(request.command) --as-of \(clock)")
    }

    /// Throws a ``Refusal`` where no ticket of the file has a creation time, neither there nor from an earlier load: no week
    /// would count any of them.
    func checkDates(_ summary: LoadSummary) throws {
        let judged = summary.loaded + summary.updated + summary.unchanged
        guard replay == nil, !request.acceptsUndated, judged > 0, summary.undated == judged else { return }
        throw Refusal(
            reason:
                "none of its \(judged) tickets has a creation time (created_at), so no week would count them. Name the "
                + "column in a mapping (--mapping), or load them as they are (--accept-undated).",
            read: summary.read, rejected: summary.rejected, byRule: summary.rejectedByRule,
            next: summary.ignoredColumns.isEmpty ? "\(request.command) --accept-undated" : request.surveyCommand)
    }

    /// What to tell of a file that was loaded.
    ///
    /// - Parameter continuation: The member by which the file says that there are more records.
    func warnings(_ summary: LoadSummary, continuation: String?) throws -> [LoadWarning] {
        var warnings: [LoadWarning] = []
        if let continuation {
            warnings.append(
                LoadWarning(
                    kind: .moreRecords,
                    message:
                        "\(continuation) says that there are more records than the \(summary.read) of this file. Fetch the "
                        + "other pages too, and load them with it, one behind the other."))
        }
        if summary.duplicate * 100 > summary.read, let pairs = try repeatedLines() {
            warnings.append(
                LoadWarning(
                    kind: .repeatedKeys,
                    message:
                        "\(summary.duplicate) of \(summary.read) records have the key of another one in the file, and "
                        + "only the newest of each counts: lines \(pairs). Look whether the key is the right column."))
        }
        return warnings
    }

    /// The first lines that lost to another one, each with that: `3 and 7, 4 and 9`; nil: none is known.
    private func repeatedLines() throws -> String? {
        guard let step = kindScript.steps.first(where: { $0.name == "repeated" }) else { return nil }
        let pairs = try connection.rows(step.sql).map { row in
            "\(try row["line"] as Int) and \(try row["other_line"] as Int)"
        }
        return pairs.isEmpty ? nil : pairs.joined(separator: ", ")
    }
}
