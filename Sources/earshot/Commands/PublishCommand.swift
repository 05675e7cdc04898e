import ArgumentParser
import Postgres
import Reporting
import Warehouse

/// `earshot publish`: a week's bundle of files.
struct PublishCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Write a week's bundle: CSV files and a manifest, as an edition that never changes.")

    @OptionGroup var shared: SharedOptions
    @Option(help: ArgumentHelp("Week to publish; default: the newest computed one.", valueName: "week")) var week: WeekArgument?
    @Option(help: ArgumentHelp("Folder of bundles; default: export.dir of earshot.yaml, else ./bundle.", valueName: "dir"))
    var out: String?
    @Flag(help: "Write no byte order mark; spreadsheets need it, machines do not.") var noBom = false

    func perform() throws {
        let configuration = try shared.configuration()
        let connection = try shared.writerSession(as: "publish", configuration).connection
        guard let week = try week?.week ?? Schedule(connection).latestComputed() else {
            throw Failure(.data, "No week was computed yet.", remedy: "Run `earshot compute` first.")
        }
        let bundle = Bundle(
            connection, directory: out ?? configuration.export.directory ?? "bundle",
            hasByteOrderMark: configuration.export.hasByteOrderMark && !noBom)
        try tell(try bundle.publish(week, now: .now))
    }

    private func tell(_ publication: Publication) throws {
        if shared.json { return try shared.output.json(PublicationReport(publication)) }
        shared.output.success(
            publication.isNew
                ? "published \(publication.week) as edition \(publication.edition): \(publication.path)"
                : "\(publication.week) is published already as edition \(publication.edition): \(publication.path)")
    }
}

/// A publication as JSON.
private struct PublicationReport: Encodable {
    let week: String
    let edition: Int
    let isNew: Bool
    let path: String

    private enum CodingKeys: String, CodingKey {
        case week, edition, path
        case isNew = "is_new"
    }

    init(_ publication: Publication) {
        week = publication.week.description
        edition = publication.edition
        isNew = publication.isNew
        path = publication.path
    }
}
