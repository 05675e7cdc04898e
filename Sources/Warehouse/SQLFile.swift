import Foundation
import Postgres

/// A file of SQL.
struct SQLFile: Equatable, Sendable {
    /// Name without the ending.
    let name: String
    /// Its whole text.
    let text: String

    /// The `.sql` files of a folder by name, in the order of their bytes; none when there is no such folder.
    static func all(in folder: String) throws(Failure) -> [SQLFile] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        let ordered = names.filter { $0.hasSuffix(".sql") }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        var files: [SQLFile] = []
        for name in ordered {
            files.append(SQLFile(name: String(name.dropLast(4)), text: try read("\(folder)/\(name)")))
        }
        return files
    }

    /// Runs `body`, which runs the file; a defect in it is told with the file's name, other errors stay as they are.
    static func naming<Value>(_ name: String, _ body: () throws(PostgresError) -> Value) throws -> Value {
        do {
            return try body()
        } catch {
            let failure = Failure(error)
            guard failure.kind == .defect else { throw error }
            throw Failure(.defect, "In \(name): \(failure.message)", remedy: failure.remedy)
        }
    }

    private static func read(_ path: String) throws(Failure) -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw Failure(.configuration, "Cannot read \(path) as UTF-8.")
        }
    }
}
