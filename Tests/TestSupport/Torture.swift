import Foundation

/// How long tests go on that draw lots or look at whole companies: `EARSHOT_TORTURE=1`, as `make torture` sets it, makes
/// them long.
public enum Torture {
    /// Whether they are to be long.
    public static let isOn = ProcessInfo.processInfo.environment["EARSHOT_TORTURE"] == "1"

    /// The one or the other.
    public static func count(_ short: Int, _ long: Int) -> Int { isOn ? long : short }
}
