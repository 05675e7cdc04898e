internal import Glibc
import Postgres

/// A server for these tests: the one `EARSHOT_TEST_TARGET` names, by libpq's rules.
func testOptions() throws -> ConnectionOptions {
    ConnectionOptions(target: getenv("EARSHOT_TEST_TARGET").map { String(cString: $0) } ?? "")
}
