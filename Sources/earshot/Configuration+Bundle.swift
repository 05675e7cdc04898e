import Postgres
import Reporting

extension Configuration.Export {
    /// The folder of bundles over `connection`, written as configured; `out` and `isPlain` (no byte order mark) go before.
    func bundle(over connection: Connection, out: String? = nil, isPlain: Bool = false) -> Bundle {
        Bundle(
            connection, directory: out ?? directory ?? "bundle", hasByteOrderMark: hasByteOrderMark && !isPlain,
            dialect: dialect, latest: latest)
    }
}
