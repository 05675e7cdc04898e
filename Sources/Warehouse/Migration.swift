import Foundation

/// One step of the schema: a file of `sql/migrations`, named `0001_what_it_does.sql`.
public struct Migration: Equatable, Sendable {
    /// Its place in the order, from 1.
    public let version: Int
    /// The name between number and ending.
    public let name: String
    /// The SQL, several statements.
    public let text: String

    /// Name of its file.
    public var file: String { String(format: "%04d_", version) + "\(name).sql" }

    /// The migrations of a folder, in order.
    ///
    /// - Throws: `Failure` of kind `configuration` when a file is unreadable or badly named, or a number occurs twice.
    static func all(in folder: String) throws(Failure) -> [Migration] {
        var migrations: [Migration] = []
        for file in try SQLFile.all(in: folder) { migrations.append(try Migration(file)) }
        for (index, migration) in migrations.enumerated() where migration.version != index + 1 {
            throw Failure(.configuration, "The migrations in \(folder) have no number \(index + 1), or have it twice.")
        }
        return migrations
    }

    private init(_ file: SQLFile) throws(Failure) {
        let parts = file.name.split(separator: "_", maxSplits: 1)
        guard parts.count == 2, parts[0].count == 4, let version = Int(parts[0]) else {
            throw Failure(.configuration, "The migration \(file.name).sql is not named like 0001_what_it_does.sql.")
        }
        self.version = version
        name = String(parts[1])
        text = file.text
    }
}
