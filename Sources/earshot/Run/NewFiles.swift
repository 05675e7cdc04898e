import Intake
import Postgres
import Records

/// The files of the configured sources that the ledger does not know as they are now.
struct NewFiles {
    /// One of them, or one in an archive.
    struct File {
        let request: LoadRequest
        let batch: FileLoader.Batch
    }

    /// By source, in the order of the configuration, and by name.
    private(set) var files: [File] = []
    /// What kept a source from being looked at, with its name.
    private(set) var failures: [(name: String, error: any Error)] = []

    /// Looks for them.
    ///
    /// - Throws: `Failure` of kind `configuration` where two sources name the same file; `PostgresError`.
    init(_ configuration: Configuration, on connection: Connection) throws {
        try SourceFiles.check(configuration.sources)
        let library = try MappingLibrary()
        for source in configuration.sources {
            do {
                let files = SourceFiles(source: source)
                let request = try files.request(configuration, library: library)
                let batch = FileLoader.Batch(files: files.paths(), request: request, observedAt: source.observedAt)
                for file in batch.files { try add(file, of: batch, on: connection) }
            } catch let error as PostgresError {
                throw error
            } catch {
                failures.append(("source \(EscapedText(source.name))", error))
            }
        }
    }

    private mutating func add(_ file: String, of batch: FileLoader.Batch, on connection: Connection) throws {
        var request = batch.request
        request.path = file
        if try request.isKnown(on: connection) { return }
        // What cannot be opened is left to the load, which tells why and notes it.
        for part in (try? request.parts()) ?? [request] where try !part.isKnown(on: connection) {
            files.append(File(request: part, batch: batch))
        }
    }
}
