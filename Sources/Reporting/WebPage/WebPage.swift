internal import Postgres

/// A week as a page for a browser: `report.html` of the bundle. One file, nothing to load beside it, no script.
///
/// The properties are what `pages/report.mustache` names; names from outside have their control characters replaced, and are
/// escaped where they are written.
struct WebPage {
    /// Name of the file.
    static let file = "report.html"

    let week, days: String
    let outstanding: [String]
    let topics: [Topic]
    let neglect: [NeglectedSegment]
    let neglectTable: Table
    /// What limits of length left out, in words; nil: nothing.
    let otherSegments: String?
    let coverage: [BarGroup]
    let coverageTable: Table
    let curves: [WaitingCurve]
    let departments: [BarGroup]
    let departmentTable: Table
    let otherDepartments: String?
    let themes: [BarGroup]
    let themeTable: Table
    /// Why no theme is flagged; nil: some are.
    let themeSilence: String?
    /// nil: no headline was published otherwise.
    let changes: Table?
    let otherChanges: String?
    let sources: Table
    let otherSources: String?
    let lateSources: String?
    /// What was never loaded, and what waits for it.
    let missing: [String]
    let warnings: [String]
    let definitions: [Definition]

    /// Reads a computed week within a transaction that is under way.
    ///
    /// - Parameters:
    ///   - staleSources: Names of required sources whose data do not reach the week's end.
    ///   - past: Up to where the edition looks back.
    init(_ connection: Connection, week: Week, staleSources: [String], past: EditionPast = EditionPast()) throws {
        let report = try Report(reading: connection, week: week)
        self.week = report.week
        days = "\(Wording.day(report.firstDay)) to \(Wording.day(report.lastDay))"
        outstanding = report.outstanding.isEmpty ? [Report.calm] : report.outstanding
        topics = try Topic.all(of: report, History(connection, week))
        (neglect, neglectTable, otherSegments) = Self.neglect(report)
        let figures = try Figures(connection, week)
        (coverage, coverageTable) = Self.coverage(figures, of: report)
        curves = try WaitingCurve.all(connection, week, figures)
        (departments, departmentTable, otherDepartments) = Self.departments(figures)
        (themes, themeTable) = try Self.themes(connection, week)
        themeSilence = Self.themeSilence(report)
        (changes, otherChanges) = try Self.changes(connection, week, past)
        (sources, otherSources) = Self.sources(figures)
        lateSources = staleSources.isEmpty ? nil : staleSources.sorted().map(Wording.name).joined(separator: ", ")
        missing = report.missing.map { "\($0.sentence) \($0.remedy)" }
        warnings = report.warnings.map { "\($0.question) Not so in \(Wording.count($0.rows, "case")) (\($0.check))." }
        definitions = try Definition.all(connection, week)
    }

    /// Headlines on the page.
    var headlineCount: Int { topics.reduce(0) { $0 + $1.cards.count } }
}
