import Foundation
import Postgres
import Testing
import Warehouse

@testable import Reporting

/// The fixtures notice when a rule is broken.
///
/// `EARSHOT_MUTATIONS=1` breaks every rule of `mutants.tsv`, which takes minutes; without it only a handful is broken.
@Suite struct MetricMutationTests {
    private static let isThorough = ProcessInfo.processInfo.environment["EARSHOT_MUTATIONS"] == "1"

    @Test func everyRuleToBreakStandsInItsFileOnce() throws {
        let sql = try Resources.directory("sql")
        for mutant in try Mutant.all() {
            let text = try String(contentsOfFile: "\(sql)/\(mutant.file)", encoding: .utf8)
            #expect(mutant.text(of: text) != nil, "\(mutant)")
        }
    }

    @Test(.disabled(if: isThorough)) func aHandfulOfBrokenRulesIsNoticed() throws {
        let mutants = try Mutant.all().filter { $0.name == "satisfaction" }
        let fixtures = Fixture.all.filter { $0.metric == "satisfaction" }
        #expect(mutants.count > 5)
        let survivors = try Self.survivors(of: mutants, fixtures: fixtures).map(\.description)
        #expect(survivors == [])
    }

    @Test(.enabled(if: isThorough)) func nineInTenBrokenRulesAreNoticed() throws {
        let mutants = try Mutant.all()
        let survivors = try Self.survivors(of: mutants, fixtures: Fixture.all)
        print("\(mutants.count - survivors.count) of \(mutants.count) broken rules noticed; not these:")
        for survivor in survivors { print("  \(survivor)") }
        #expect(10 * survivors.count <= mutants.count)
    }

    /// Those that no fixture tells from the original.
    private static func survivors(of mutants: [Mutant], fixtures: [Fixture]) throws -> [Mutant] {
        let whole = try Catalogue()
        let company = try Company(settings: [:])
        var alive = mutants
        for fixture in fixtures {
            let catalogue = try whole.only(fixture.metric)
            try company.hold(fixture)
            // A case that fails anyway would notice everything.
            let differences = try fixture.differences(in: company, by: catalogue)
            #expect(differences == [], "\(fixture.name)")
            alive = try alive.filter { try !notices(fixture, $0, company, catalogue) }
        }
        return alive
    }

    private static func notices(
        _ fixture: Fixture, _ mutant: Mutant, _ company: Company, _ catalogue: Catalogue
    ) throws -> Bool {
        if mutant.room == "views" {
            let file = "\(try Resources.directory("sql"))/\(mutant.file)"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            try company.connection.executeScript(try #require(mutant.text(of: text)))
            defer { try? company.connection.executeScript(text) }
            return try isWrong(fixture, mutant, company, catalogue)
        }
        guard let broken = try mutant.catalogue(of: catalogue) else { return false }
        return try isWrong(fixture, mutant, company, broken)
    }

    /// Whether the figures are not the expected ones, or are refused; a mutant that is no SQL proves nothing.
    private static func isWrong(
        _ fixture: Fixture, _ mutant: Mutant, _ company: Company, _ catalogue: Catalogue
    ) throws -> Bool {
        do {
            return try !fixture.differences(in: company, by: catalogue).isEmpty
        } catch let failure as Failure {
            #expect(failure.cause?.sqlState?.category != "42", "\(mutant)")
            return true
        }
    }
}
