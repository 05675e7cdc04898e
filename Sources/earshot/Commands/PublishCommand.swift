import ArgumentParser
import Postgres
import Reporting
import Warehouse

/// `earshot publish`: a week's bundle of files.
struct PublishCommand: EarshotCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish",
        abstract: "Write weekly bundles: CSV files and a manifest, each an edition that never changes.")

    @OptionGroup var shared: SharedOptions
    @Option(
        help: ArgumentHelp(
            "Week to publish; default: those that are due and not published as they are, else the newest.",
            valueName: "week"))
    var week: WeekArgument?
    @Option(
        help: ArgumentHelp("Folder of bundles; default: export.dir of earshot.yaml, else ./bundle.", valueName: "dir"))
    var out: String?
    @Flag(help: "Write no byte order mark; spreadsheets need it, machines do not.") var noBom = false

    func validate() throws {
        if out?.isEmpty == true { throw ValidationError("--out takes the path of a folder.") }
    }

    func perform() throws {
        let configuration = try shared.configuration()
        let session = try shared.writerSession(as: "publish", configuration)
        try FileLoader(session: session, output: shared.output).keep(configuration.meetingSeries)
        let connection = session.connection
        let now = Timestamp.now
        let bundle = configuration.export.bundle(over: connection, out: out, isPlain: noBom)
        let repair = try bundle.repair(now: now)
        shared.output.tell(repair)
        do {
            let week = try week?.week(over: connection)
            for due in try chosen(week, bundle, Schedule(connection), configuration.requiredSources, now: now) {
                try tell(try bundle.publish(due.week, staleSources: due.staleSources, now: now))
            }
        } catch let failure as Failure where repair.failures.contains(failure) {
            // Told already.
        }
        if let worst = repair.failures.map(\.kind).max() { throw ExitCode(worst.rawValue) }
    }

    private func chosen(
        _ week: Week?, _ bundle: Bundle, _ schedule: Schedule, _ required: [RequiredSource], now: Timestamp
    ) throws -> [DueWeek] {
        if let week { return try schedule.standing(of: week, required: required).map { [$0] } ?? [] }
        guard let newest = try schedule.latestComputed() else {
            throw Failure(.data, "No week was computed yet.", remedy: "Run `earshot compute` first.")
        }
        let unpublished = try bundle.unpublished(required: required, now: now)
        if !unpublished.isEmpty { return unpublished }
        guard let standing = try schedule.standing(of: newest, required: required) else { return [] }
        if standing.isDue(at: now) { return [standing] }
        shared.output.success(
            "\(newest) is not due yet: it waits for \(standing.staleSources.joined(separator: ", ")).")
        return []
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
