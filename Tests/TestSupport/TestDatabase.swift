import Foundation
public import Postgres

/// A database of a test's own on the test process's server, dropped with the value.
public final class TestDatabase: Sendable {
    /// Its name.
    public let name: String
    /// How to connect to it.
    public let options: ConnectionOptions

    /// - Parameter isMigrated: Whether it has the schema; without it, it is empty.
    public convenience init(isMigrated: Bool = true) throws {
        try self.init(from: isMigrated ? "earshot" : "template0")
    }

    /// A copy of the database that `options` name, to which nobody may be connected.
    public convenience init(copying options: ConnectionOptions) throws {
        try self.init(from: Identifier(options.target.split(separator: "dbname=").last.map(String.init) ?? ""))
    }

    private init(from template: Identifier) throws {
        name = "test_\(UUID().uuidString.replacing("-", with: "").lowercased())"
        options = try TestServer.options(database: name)
        try TestServer.administer("create database \(Identifier(name)) template \(template) strategy file_copy")
    }

    deinit {
        try? TestServer.administer("drop database if exists \(Identifier(name)) with (force)")
    }

    /// A new session in it.
    public func connect() throws -> Connection {
        try Connection(options)
    }
}
