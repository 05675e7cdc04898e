import Foundation
import Postgres
import TestSupport
import Testing

/// A line that is cut after byte N of a command, N rising: the old state or the new one, never between.
@Suite struct CutTests {
    @Test func `a load that is cut heals by itself, or by the next run`() throws {
        let scene = try Scene.load(tickets: 40)
        try sweep(scene, steps: Torture.count(4, 200), name: "load, cut once", fault: Self.once)
        try sweep(scene, steps: Torture.count(2, 200), name: "load, cut each time", fault: Self.always)
    }

    @Test func `a week that is cut heals by itself, or by the next run`() throws {
        let scene = try Scene.compute(tickets: 40)
        try sweep(scene, steps: Torture.count(2, 200), name: "compute, cut once", fault: Self.once)
        try sweep(scene, steps: Torture.count(2, 200), name: "compute, cut each time", fault: Self.always)
    }

    @Sendable private static func once(after limit: Int, _ number: Int) -> TCPProxy.Fault? {
        number == 0 ? TCPProxy.Fault(.cut, .bytes(limit)) : nil
    }

    @Sendable private static func always(after limit: Int, _ number: Int) -> TCPProxy.Fault? {
        TCPProxy.Fault(.cut, .bytes(limit))
    }

    private func sweep(
        _ scene: Scene, steps: Int, name: String, fault: @escaping @Sendable (Int, Int) -> TCPProxy.Fault?
    ) throws {
        var statuses: [Int32: Int] = [:]
        for step in 0..<steps {
            let limit = scene.traffic * step / steps
            let office = try scene.fresh()
            let proxy = try office.proxy { fault(limit, $0) }
            let outcome = try scene.begin(office, through: proxy, more: ["--deadline", "2"]).wait()
            statuses[outcome.status, default: 0] += 1
            #expect([0, 69, 75].contains(outcome.status), "byte \(limit)")
            try office.untilUnlocked()
            let state = try office.state()
            if outcome.status == 0 {
                #expect(state.content == scene.new.content, "byte \(limit)")
            } else {
                #expect(state.exact == scene.old.exact || state.content == scene.new.content, "byte \(limit)")
                #expect(try scene.begin(office).wait().status == 0)
                #expect(try office.state().content == scene.new.content, "healing after byte \(limit)")
            }
        }
        print(
            "\(name): \(steps) cuts in \(scene.traffic) bytes; exit codes \(statuses.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" })"
        )
    }
}
