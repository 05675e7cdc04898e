/// Why a published value is replaced.
public enum Reason: String, CaseIterable, Sendable {
    /// Records came or changed after the edition.
    case lateData = "late_data"
    /// The definition of the metric changed; taken without being asked for where its version did.
    case definition
    /// A setting changed.
    case setting
    /// Somebody wanted it so.
    case forced
}
