import Foundation
import Intake
import Reporting
import Warehouse
import Yams

/// What `earshot.yaml` says: `$EARSHOT_CONFIG`, else in the working directory, else in `/etc/earshot`.
struct Configuration {
    /// A source of files.
    struct Source {
        var name: String
        var kind: Kind?
        var files: [String]
        var mapping: String?
        /// Encoding by its name in iconv, such as `windows-1252`.
        var encoding: String?
        var zone: String?
        /// Pattern of the date in a file's name, such as `yyyy-MM-dd`.
        var observedAt: String?
        var isComplete = false
        var isRequired = false
        /// How often a delivery is expected, in seconds; nil: nobody waits for it.
        var every: Int?
        /// How late it may be, in seconds; nil: half of ``every``.
        var grace: Int?
        var keepsText = true
        /// Whether tickets load although none of a file has a creation time.
        var acceptsUndated = false
    }

    /// How bundles are written.
    struct Export {
        var directory: String?
        var hasByteOrderMark = true
        var dialect = CSVDialect.standard
        var latest = Reporting.Bundle.Latest.link
        /// Path of the file for Prometheus; nil: none is written.
        var textfile: String?
    }

    /// The file itself; nil: there is none.
    var path: String?
    var database: String?
    var sources: [Source] = []
    var spellings: [Column.Spelling: [String: String]] = [:]
    var ownDomains: [String]?
    /// Titles of leadership meetings; `*` stands for any text.
    var meetingSeries: [String]?
    var export = Export()

    /// The sources that a week waits for.
    var requiredSources: [RequiredSource] {
        sources.filter(\.isRequired).map { RequiredSource(name: $0.name, kind: $0.kind?.name) }
    }

    /// The deliveries that are waited for.
    var expectedDeliveries: [ExpectedDelivery] {
        sources.compactMap { source in
            source.every.map {
                ExpectedDelivery(source: source.name, every: $0, grace: source.grace ?? $0 / 2)
            }
        }
    }

    /// Reads the file that applies; an empty configuration where there is none.
    static func load(environment: [String: String] = ProcessInfo.processInfo.environment) throws -> Configuration {
        if let named = environment["EARSHOT_CONFIG"], !named.isEmpty {
            guard let text = try? String(contentsOfFile: named, encoding: .utf8) else {
                throw Failure(
                    .configuration, "The configuration \(named) cannot be read.", remedy: "EARSHOT_CONFIG names it.")
            }
            return try Configuration(yaml: text, path: named)
        }
        for path in ["earshot.yaml", "/etc/earshot/earshot.yaml"] where FileManager.default.fileExists(atPath: path) {
            return try Configuration(yaml: try String(contentsOfFile: path, encoding: .utf8), path: path)
        }
        return Configuration()
    }

    private init() {}

    /// The configuration that a YAML text describes; unknown keys are errors.
    init(yaml text: String, path: String) throws {
        self.path = path
        guard let node = try Self.compose(text, path) else { return }
        let top = try YAMLSection(
            node, file: path, keys: ["database", "sources", "names", "own_domains", "meeting_series", "export"])
        database = try top.string("database")
        ownDomains = try top.strings("own_domains")
        meetingSeries = try top.strings("meeting_series")
        sources = try (top.node("sources")?.sequence ?? []).map { try Source($0, file: path) }
        if let names = top.node("names") { spellings = try Self.spellings(names, file: path) }
        if let export = top.node("export") { self.export = try Export(export, file: path) }
    }

    private static func compose(_ text: String, _ path: String) throws -> Node? {
        do {
            return try Yams.compose(yaml: text)
        } catch {
            throw Failure(
                .configuration, "\(path) is not valid YAML.", remedy: "Mind the indentation; tabs are not allowed.")
        }
    }

    private static func spellings(_ node: Node, file: String) throws -> [Column.Spelling: [String: String]] {
        let section = try YAMLSection(node, file: file, keys: Column.Spelling.allCases.map(\.rawValue))
        var spellings: [Column.Spelling: [String: String]] = [:]
        for spelling in Column.Spelling.allCases {
            guard let words = section.node(spelling.rawValue) else { continue }
            let names = try YAMLSection(anyKeysOf: words, file: file)
            for name in names.names {
                let wanted = try names.string(name).map(Column.Spelling.plain)
                spellings[spelling, default: [:]][Column.Spelling.plain(name).lowercased()] = wanted
            }
        }
        return spellings
    }
}

extension Configuration.Source {
    private static let keys = [
        "name", "kind", "files", "mapping", "encoding", "zone", "observed_at", "complete", "required", "every",
        "grace", "keep_text", "accept_undated",
    ]

    init(_ node: Node, file: String) throws {
        let section = try YAMLSection(node, file: file, keys: Self.keys)
        guard let name = try section.string("name") else { throw section.error("name", "is missing") }
        self.name = name
        if let word = try section.string("kind") {
            guard let kind = Kind(named: word) else {
                throw section.error("kind", "expected one of \(Kind.all.map(\.name).joined(separator: ", "))")
            }
            self.kind = kind
        }
        files = try section.strings("files") ?? []
        mapping = try section.string("mapping")
        encoding = try section.string("encoding")
        zone = try section.string("zone")
        observedAt = try section.string("observed_at")
        if let observedAt, (try? FileNameDate(pattern: observedAt)) == nil {
            throw section.error("observed_at", "expected how a file's name writes the time, such as yyyy-MM-dd")
        }
        isComplete = try section.boolean("complete") ?? false
        isRequired = try section.boolean("required") ?? false
        every = try Self.seconds(section, "every")
        grace = try Self.seconds(section, "grace")
        keepsText = try section.boolean("keep_text") ?? true
        acceptsUndated = try section.boolean("accept_undated") ?? false
    }

    /// A time such as `90m`, `6h`, `1d` or `1w`.
    private static func seconds(_ section: YAMLSection, _ key: String) throws -> Int? {
        guard let text = try section.string(key) else { return nil }
        let units: [Substring: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]
        guard let match = text.wholeMatch(of: /(\d{1,4})([mhdw])/), let number = Int(match.1), number > 0,
            let unit = units[match.2]
        else { throw section.error(key, "expected a time such as 90m, 6h, 1d or 1w") }
        return number * unit
    }
}

extension Configuration.Export {
    init(_ node: Node, file: String) throws {
        let section = try YAMLSection(
            node, file: file, keys: ["dir", "bom", "delimiter", "decimal", "latest", "textfile"])
        directory = try section.string("dir")
        if directory?.isEmpty == true { throw section.error("dir", "expected the path of a folder") }
        hasByteOrderMark = try section.boolean("bom") ?? true
        let delimiter = try section.string("delimiter") ?? ","
        let decimal = try section.string("decimal") ?? "."
        textfile = try section.string("textfile")
        guard [",", ";", "\t"].contains(delimiter) else {
            throw section.error("delimiter", "expected a comma, semicolon or tab")
        }
        guard [".", ","].contains(decimal), decimal != delimiter else {
            throw section.error("decimal", "expected . or , and not the delimiter")
        }
        dialect = CSVDialect(delimiter: Character(delimiter), decimal: Character(decimal))
        guard let latest = Reporting.Bundle.Latest(rawValue: try section.string("latest") ?? "link") else {
            throw section.error("latest", "expected link or copy")
        }
        self.latest = latest
    }
}
