import Postgres
import Reporting
import Warehouse

extension Configuration.Export {
    /// The folder of bundles over `connection`, written as configured; `out` and `isPlain` (no byte order mark) go before.
    func bundle(over connection: Connection, out: String? = nil, isPlain: Bool = false) -> Bundle {
        Bundle(
            connection, directory: out ?? directory ?? "bundle", hasByteOrderMark: hasByteOrderMark && !isPlain,
            dialect: dialect, latest: latest)
    }
}

extension Output {
    /// Says what a repair of folders of bundles came to; what it could not repair goes to standard error.
    func tell(_ repair: BundleRepair) {
        if !isJSON { for line in repair.repairs { success(line) } }
        for line in repair.losses { Self.warn("earshot: \(line)") }
        for failure in repair.failures.prefix(Self.shownFailures) { Self.warn("earshot: \(failure)") }
        let rest = repair.failures.count - Self.shownFailures
        if rest > 0 { Self.warn("earshot: \(rest) more; `earshot status` names them.") }
    }

    /// How many failures of a repair are shown.
    private static let shownFailures = 5
}
