public import Postgres

extension Failure {
    /// The failure that an error of the database means to whoever runs a command.
    ///
    /// Broken constraints and refused values are defects of ours: everything was checked before it was sent.
    public init(_ error: PostgresError) {
        let kind = Self.kind(of: error)
        self.init(kind, "PostgreSQL: \(error)", remedy: Self.remedy(for: error) ?? Self.remedy(for: kind), cause: error)
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
        case .server where isOfUpgrade(error): .busy
        default: error.sqlState.map(kind(of:)) ?? .defect
        }
    }

    private static func kind(of state: SQLState) -> Kind {
        switch state {
        case .serializationFailure, .deadlockDetected, .lockNotAvailable, .queryCanceled: .busy
        case .insufficientPrivilege, .readOnlyTransaction: .permission
        case .invalidCatalogName: .configuration
        case .ioError, .undefinedFile: .inputOutput
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

    /// Whether a server that was started before an upgrade failed to load a library of the version that is installed now.
    ///
    /// The messages are those of PostgreSQL's `dfmgr.c`; a missing file of a table has the same SQLSTATE as a library.
    private static func isOfUpgrade(_ error: PostgresError) -> Bool {
        switch error.sqlState {
        case .undefinedFile:
            ["could not load library", "could not access file"].contains(where: error.message.hasPrefix)
        case "42883": error.message.hasPrefix("could not find function \"")
        case "XX000": error.message.hasPrefix("incompatible library")
        default: false
        }
    }

    private static func remedy(for error: PostgresError) -> String? {
        if isOfUpgrade(error) {
            return "PostgreSQL was upgraded while its server ran on. Restart the server; our own with "
                + "`earshot db stop`, which the next command starts again."
        }
        return switch error.sqlState {
        case .diskFull: "A disk of the PostgreSQL server is full: make room on it, then run this again."
        case .ioError, .undefinedFile: "Look at the log and the disk of the PostgreSQL server."
        default: nil
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
