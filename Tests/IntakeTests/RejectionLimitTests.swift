import Intake
import Testing

/// How many records of a file may be rejected.
struct RejectionLimitTests {
    @Test(arguments: [(10, 1_000, true), (11, 1_000, false), (20, 2_000, true), (21, 2_000, false)])
    func tenRecordsOrOnePercentMayBeRejected(_ bad: Int, _ all: Int, _ isLoaded: Bool) {
        #expect(RejectionLimit.standard.isExceeded(rejected: bad, read: all) != isLoaded)
    }

    @Test(arguments: [
        (1, 2, false), (1, 3, true), (2, 3, false), (5, 10, false), (4, 9, true), (1, 1, false), (0, 0, true),
    ])
    func fewerThanHalfOfThemMayBeRejected(_ bad: Int, _ all: Int, _ isLoaded: Bool) {
        #expect(RejectionLimit.standard.isExceeded(rejected: bad, read: all) != isLoaded)
        #expect(!RejectionLimit.count(10).isExceeded(rejected: bad, read: all))
    }

    @Test(arguments: [
        ("0", 0, 1, true), ("0", 1, 9, false), ("25", 25, 26, true), ("2.5%", 5, 200, true), ("2.5%", 6, 200, false),
    ])
    func aLimitIsACountOrAShare(_ text: String, _ bad: Int, _ all: Int, _ isLoaded: Bool) throws {
        let limit = try #require(RejectionLimit(text))
        #expect(limit.isExceeded(rejected: bad, read: all) != isLoaded)
    }

    @Test(arguments: ["", "%", "-1", "101%", "ten", "1.5"])
    func anythingElseIsNoLimit(_ text: String) {
        #expect(RejectionLimit(text) == nil)
    }
}
