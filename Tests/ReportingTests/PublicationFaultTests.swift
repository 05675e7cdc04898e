import Foundation
import Postgres
import TestSupport
import Testing
import Warehouse

@testable import Reporting

/// A publication that is stopped, or fails, at each of its calls to the file system and each change of its ledger.
///
/// Afterwards either nothing was begun, or all is as if nothing had happened, or the folder's faults say that something is
/// wrong; and the next publication leaves exactly what an undisturbed one leaves.
@Suite struct PublicationFaultTests {
    enum Act: String, CaseIterable {
        case firstEdition, secondEdition, repair
    }

    @Test(arguments: [Reporting.Bundle.Latest.link, .copy], Act.allCases)
    func healsAfterACrashBeforeEachCall(latest: Reporting.Bundle.Latest, act: Act) throws {
        try sweep(.crash, latest, act, stride: latest == .link ? 1 : Torture.count(4, 1), countsReadings: Torture.isOn)
    }

    @Test(arguments: [Reporting.Bundle.Latest.link, .copy], Act.allCases)
    func healsAfterAnErrorOfEachCall(latest: Reporting.Bundle.Latest, act: Act) throws {
        for number in Torture.isOn ? [EIO, EACCES] : [EIO] {
            try sweep(.error(number), latest, act, stride: Torture.count(29, 1), countsReadings: true)
        }
    }

    @Test(arguments: [Reporting.Bundle.Latest.link, .copy], Act.allCases)
    func healsAfterTheDiskWasFullFromEachCallOn(latest: Reporting.Bundle.Latest, act: Act) throws {
        try sweep(.diskFull, latest, act, stride: Torture.count(11, 1), countsReadings: false)
    }

    private func sweep(
        _ fault: Saboteur.Fault, _ latest: Reporting.Bundle.Latest, _ act: Act, stride step: Int, countsReadings: Bool
    ) throws {
        let scene = try BundleScene(latest)
        defer { scene.remove() }
        try scene.prepare(act)
        let counter = Saboteur(countsReadings: countsReadings)
        try scene.perform(act, counter.fileSystem)
        let expected = try scene.content()
        #expect(try scene.bundle().faults() == [])
        #expect(counter.count > 15)
        for place in stride(from: 1, through: counter.count, by: step) {
            try scene.reset()
            let old = try scene.content()
            let saboteur = Saboteur(fault, at: place, countsReadings: countsReadings)
            do {
                try scene.perform(act, saboteur.fileSystem)
            } catch is Saboteur.Crash {
            } catch let failure as Failure {
                #expect([.inputOutput, .permission, .cannotCreate].contains(failure.kind), "call \(place)")
            }
            let found = try scene.content()
            let faults = try scene.bundle().faults()
            // What is not begun leaves no more than the empty folder of editions.
            let isUntouched = found.visible == old.visible && found.ledger == old.ledger
            let isDone = found == expected
            #expect(
                isDone ? faults.isEmpty : !faults.isEmpty || isUntouched && act != .repair, "call \(place): \(faults)")
            try scene.perform(act, FileSystem())
            #expect(try scene.content() == expected, "healing after call \(place)")
            #expect(try scene.bundle().faults() == [], "healing after call \(place)")
        }
    }
}
