import Records
import Testing

/// Lists of formats, in which the format of the time before is tried first where that changes nothing.
@Suite struct TimestampFormatsTests {
    private static let patterns = [
        "d/MMM/yy h:mm a", "d/MMM/yyyy h:mm a", "d/MMM/yy H:mm", "MMM/d/yy h:mm a", "d/MMM/yy", "d MMM yyyy, H:mm",
        "dd.MM.yy H:mm", "d/M/yy H:mm", "M/d/yy H:mm", "yy/M/d H:mm", "d/M/yyyy H:mm", "M/d/yyyy h:mm a",
        "d-M-yyyy H:mm",
        "yyyy-M-d H:mm", "yyyyMMdd", "ddMMyyyy", "yyyy-MM-dd HH:mm:ss.SSS", "d MMM yyyy H:mm (z)", "d/M/yyyy H:mm X",
    ]

    private static let stamps = [
        "05/Feb/26 6:54 PM", "05/Feb/2026 6:54 PM", "05/Feb/26 18:54", "Feb/05/26 6:54 PM", "05/Feb/26",
        "5 Feb 2026, 18:54",
        "05.02.26 18:54", "1/2/03 4:05", "01/02/03 04:05", "31/2/03 4:05", "3/2/2026 4:05", "3/2/2026 4:05 PM",
        "3-2-2026 4:05",
        "2026-3-2 4:05", "20260302", "02032026", "2026-03-02 04:05:06.789", "2026-03-02T04:05:06Z", "2026-03-02",
        "2 Mar 2026 4:05 (GMT+1)", "3/2/2026 4:05 +0100", "", "soon",
    ]

    @Test func theLikelyFormatChangesNothing() throws {
        let each = try Self.patterns.map { try TimestampFormat(pattern: $0) } + [.iso8601, .epochSeconds]
        let formats = TimestampFormats(each)
        for stamp in Self.stamps {
            Cell.with(stamp) { cell in
                let first = each.indices.first { each[$0].parse(cell) != nil }
                for likely in -1...each.count {
                    let found = formats.parse(cell, likely: likely)
                    #expect(found?.place == first, "\(stamp), \(likely)")
                }
            }
        }
    }

    @Test func zonesAreReadByTheirShortNames() throws {
        let format = try TimestampFormat(pattern: "yyyy-MM-dd HH:mm (z)")
        let hours = ["UTC": 0, "GMT": 0, "GMT+1": -1, "GMT-03": 3, "EST": 5, "EDT": 4, "PDT": 7]
        for (zone, hour) in hours {
            let expected = Stamp.instant(Instant(microsecondsSinceUnixEpoch: Int64(12 + hour) * 3_600_000_000))
            #expect(Cell.with("1970-01-01 12:00 (\(zone))") { format.parse($0) } == expected, "\(zone)")
        }
        for zone in ["", "CET", "GMT+", "GMT+24", "IST"] {
            #expect(Cell.with("1970-01-01 12:00 (\(zone))") { format.parse($0) } == nil, "\(zone)")
        }
    }
}
