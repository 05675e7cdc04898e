import Foundation
import Intake
import TestSupport
import Testing

/// Files may be loaded in any order: the tables are the same in the end.
@Suite struct OrderTests {
    /// How many random histories are tried; `ORDER_SEEDS` asks for more of them.
    private static let seeds =
        1...(ProcessInfo.processInfo.environment["ORDER_SEEDS"].flatMap { UInt64($0) } ?? (Torture.isOn ? 20 : 1))

    @Test(arguments: seeds)
    func everyOrderGivesTheSameTables(_ seed: UInt64) throws {
        let history = RandomHistory(seed: seed, deliveries: 11)
        let expected = try content(after: history.deliveries)
        for order in [history.deliveries.reversed(), history.shuffled(seed: seed)] {
            let found = try content(after: order)
            let difference = Set(found).symmetricDifference(expected).sorted()
            #expect(difference.isEmpty, "\(order.map(\.day)) against order of \(history.deliveries)")
        }
    }

    private func content(after deliveries: [RandomHistory.Delivery]) throws -> [String] {
        let dock = try LoadingDock()
        for delivery in deliveries { try dock.load(delivery, path: dock.file(delivery.text.utf8)) }
        return try dock.content()
    }
}
