import Postgres
import TestSupport

/// A company in a state that several tests begin with: made once, and copied for each.
struct Stage: Sendable {
    private let database: TestDatabase

    /// Takes over the database; the company's session ends, as nobody may be connected to what is copied.
    init(_ company: Company) {
        company.connection.close()
        database = company.database
    }

    /// Another company in that state.
    func company() throws -> Company {
        try Company(database: TestDatabase(copying: database.options))
    }
}
