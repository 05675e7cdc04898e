import Records
import Warehouse

extension MappingLibrary {
    /// The mapping of `kind` that the file of `request` is made for; nil: none, or its header cannot be read.
    ///
    /// Throws a `Failure` as ``recognized(_:as:)`` does, or `RecordsError` where the file cannot be opened.
    public func recognized(_ request: LoadRequest) throws -> Mapping? {
        do {
            let head = try FileHead(of: request.input())
            return try recognized(head.columns, as: request.kind)
        } catch is Refusal {
            return nil
        }
    }

    /// The mapping of `kind` that files with these columns are made for; nil: none, so that they may be canonical.
    ///
    /// Columns that are all canonical need no mapping. Throws a `Failure` of kind `configuration` that names the
    /// candidates where several fit.
    public func recognized(_ columns: [String], as kind: Kind) throws -> Mapping? {
        if columns.allSatisfy({ kind.index(of: $0) != nil }) { return nil }
        let fitting = try candidates(columns).filter { $0.kind.name == kind.name }
        guard fitting.count > 1 else { return fitting.first }
        throw Failure(
            .configuration, "The columns fit several mappings: \(fitting.map(\.name).joined(separator: ", ")).",
            remedy: "Name one of them with --mapping, or as the source's mapping in earshot.yaml.")
    }

    /// The mappings, of whatever kind, that files with these columns are made for.
    public func candidates(_ columns: [String]) throws -> [Mapping] {
        let search = ColumnSearch(RecordHeader(names: columns))
        return try names().map(mapping).filter { mapping in
            !mapping.marks.isEmpty
                && mapping.marks.allSatisfy { names in names.contains { !search.columns(named: $0).isEmpty } }
        }
    }
}
