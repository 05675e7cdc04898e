import Postgres
import TestSupport

/// A server for these tests.
func testOptions() throws -> ConnectionOptions { try TestServer.options() }
