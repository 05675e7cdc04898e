extension WebPage {
    /// A segment, its index, and what that is made up of.
    struct NeglectedSegment {
        let segment: String
        let index: String
        let count: String
        let caution: String?
        let pieces: [Piece]
        let reasons: [Reason]
    }

    /// A part of an index in words.
    struct Reason {
        /// Its class, which colours it.
        let part: String
        /// Points that it adds; a dash where it is not known.
        let points: String
        let words: String
    }

    private static let mostSegments = 9

    static func neglect(_ report: Report) -> ([NeglectedSegment], Table, String?) {
        let shown = report.segments.prefix(mostSegments)
        let columns = ["Segment", "Index", "Not talked with", "Not acted on", "Not answered in time"]
        let table = Table(
            columns,
            shown.map { segment in
                let count = "n \(Wording.count(segment.customers))"
                let parts = segment.parts(report.promise).map { part in
                    (part.points.map { "\(Wording.decimal($0)) points" } ?? "–", nil as String?)
                }
                return (Wording.name(segment.segment), [(index(segment), count)] + parts)
            })
        return (
            shown.map { NeglectedSegment($0, report.promise) }, table,
            others(report.segments.count, shown: shown.count, in: "segments.csv")
        )
    }

    fileprivate static func index(_ segment: Report.Segment) -> String {
        segment.neglect.map(Wording.decimal) ?? Wording.absence(segment.status) ?? "no value"
    }
}

extension WebPage.NeglectedSegment {
    fileprivate init(_ segment: Report.Segment, _ promise: Report.Promise) {
        let parts = segment.parts(promise)
        self.segment = Wording.name(segment.segment)
        index = WebPage.index(segment) + (segment.neglect == nil ? "" : " of 100")
        count = "n \(Wording.count(segment.customers, "customer"))"
        caution = Wording.caution(segment.status)
        pieces = WebPage.pieces(parts.map { ($0.name, $0.points ?? 0) }, of: 100)
        reasons = parts.map {
            WebPage.Reason(part: $0.name, points: $0.points.map(Wording.decimal) ?? "–", words: $0.words)
        }
    }
}
