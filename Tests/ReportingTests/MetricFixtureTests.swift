import Foundation
import Testing

@testable import Reporting

/// Every metric gives what was worked out by hand.
@Suite struct MetricFixtureTests {
    static let folder = Fixture.root

    @Test(arguments: Fixture.metrics)
    func givesWhatWasWorkedOutByHand(metric: String) throws {
        let catalogue = try Catalogue().only(metric)
        let company = try Company(settings: [:])
        for fixture in Fixture.all where fixture.metric == metric {
            try company.hold(fixture)
            let differences = try fixture.differences(in: company, by: catalogue)
            #expect(differences == [], "\(fixture.name)")
        }
    }

    @Test func everyMetricHasAnOrdinaryAnEmptyABoundaryAndANullCase() throws {
        let names = Set(Fixture.all.map(\.name))
        for metric in try Catalogue().metrics.map(\.name) {
            for kind in ["ordinary", "empty", "boundary", "null"] {
                #expect(names.contains("\(metric)/\(kind)"), "\(metric)/\(kind)")
            }
        }
    }
}
