import Foundation
import Intake
import Postgres
import Testing

/// Every built-in mapping makes of its vendor's exports what stands beside them.
@Suite struct VendorTests {
    private let library: MappingLibrary

    init() throws {
        library = try MappingLibrary()
    }

    @Test func exportsBecomeCanonicalRecords() throws {
        let dock = try LoadingDock()
        try dock.setCalendarSettings()
        for (number, fixture) in VendorFixture.builtIn.enumerated() {
            let mapping = try library.mapping(fixture.mapping)
            // Later ones are newer, since some name the same customers.
            let time = "2026-04-01 0\(number / 60):\(number % 60 < 10 ? "0" : "")\(number % 60):00"
            let summary = try dock.load(mapping.kind.name, path: fixture.path, at: time) {
                $0.mapping = mapping
                $0.source = fixture.name
            }
            #expect(summary.rejected == 0, "\(fixture)")
            #expect(try dock.records(of: summary) == fixture.expected(), "\(fixture)")
        }
    }

    @Test(arguments: VendorFixture.builtIn) func exportsAreRecognized(_ fixture: VendorFixture) throws {
        let mapping = try library.mapping(fixture.mapping)
        let recognized = try library.recognized(LoadRequest(kind: mapping.kind, path: fixture.path))
        // A mapping that has to be named leaves the file to another one, or to none.
        let isRecognizable = try library.text(fixture.mapping).contains("recognized_by:")
        #expect((recognized?.name == fixture.mapping) == isRecognizable)
    }

    @Test func everyBuiltInMappingHasAFixture() throws {
        #expect(try library.names() == Set(VendorFixture.builtIn.map(\.mapping)).sorted())
    }
}
