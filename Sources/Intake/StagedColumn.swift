/// A column of a staging table and where its value comes from.
struct StagedColumn: Sendable {
    enum Origin: Sendable {
        /// The canonical column of the same name.
        case column
        /// The canonical column of the same name; where it is empty, this instant.
        case instant(orElse: OpenEnd)
        /// The canonical column of the same name; where it is empty, this name.
        case name(orElse: String)
        /// A length: `minutes`, or the time from `start` to `end`.
        case duration(minutes: String, start: String?, end: String?)
        /// The host name in the canonical column's reference, where the reference does not show it by itself: as an address
        /// or as a domain does.
        case host(of: String)
        /// Whether the canonical column carries text.
        case carriesWords(String)
        /// The columns that a mapping keeps beside ours.
        case extra
    }

    /// An instant that stands for an unknown one.
    enum OpenEnd: Sendable {
        case fromEver, still
    }

    let name: String
    let origin: Origin

    init(_ name: String, _ origin: Origin = .column) {
        self.name = name
        self.origin = origin
    }

    /// The canonical columns whose presence in a file makes this one present.
    var sources: [String] {
        switch origin {
        case .column, .instant, .name: [name]
        case .duration(let minutes, _, let end): [minutes] + (end.map { [$0] } ?? [])
        case .carriesWords(let column): [column]
        case .host, .extra: []
        }
    }
}
