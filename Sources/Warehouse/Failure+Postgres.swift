public import Postgres

extension Failure {
    /// The failure that an error of the database means to whoever runs a command.
    ///
    /// Broken constraints and refused values are defects of ours: everything was checked before it was sent.
    public init(_ error: PostgresError) {
        let kind = Self.kind(of: error)
        self.init(kind, "PostgreSQL: \(error)", remedy: Self.remedy(for: kind), cause: error)
    }

    /// Runs `body`, its errors turned into failures; one that is a failure already, and any other error, stays as it is.
    public static func telling<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PostgresError {
            throw Failure(error)
        }
    }

    private static func kind(of error: PostgresError) -> Kind {
        switch error.kind {
        case .connectionLost, .deadline: .busy
        case .connect: error.sqlState.map(kind(of:)) ?? .unavailable
        default: error.sqlState.map(kind(of:)) ?? .defect
        }
    }

    private static func kind(of state: SQLState) -> Kind {
        switch state {
        case .serializationFailure, .deadlockDetected, .lockNotAvailable, .queryCanceled: .busy
        case .insufficientPrivilege, .readOnlyTransaction: .permission
        case .invalidCatalogName: .configuration
        case .ioError: .inputOutput
        default: kind(ofCategory: state.category)
        }
    }

    private static func kind(ofCategory category: String) -> Kind {
        switch category {
        case "08", "53", "57": .busy
        case "28": .permission
        default: .defect
        }
    }

    private static func remedy(for kind: Kind) -> String? {
        switch kind {
        case .busy: "Try again later."
        case .unavailable: "Check that the server runs and that the address is right."
        case .permission: "Ask the owner of the database for the right."
        case .defect: "This is a defect of earshot; please report it."
        default: nil
        }
    }
}
