/// What the pages of an API say of the records that they do not hold: a link or a token for the next page, a flag, a count of
/// all records.
///
/// A flag decides (`has_more`, `isLast`), else a link to the next page: some APIs give one with the last page too. Only the
/// last page counts, so pages put one behind the other are whole. A count is compared with the records of all pages, unless
/// the first of them is a later one.
struct JSONPages {
    /// The longest value that is looked at, in bytes.
    static let valueLimit = 64 << 10

    /// What one page says.
    private struct Page {
        /// A flag that says that more follow.
        var moreFlag: String?
        /// Whether a flag says that none follow.
        var isFlaggedLast = false
        /// A link or token that leads to the next page.
        var next: String?
        /// A count of all records.
        var total: (member: String, number: Int)?
        /// Whether a link leads to an earlier page, or a number says that this is a later one.
        var isLater = false
        /// Records before the page.
        var offset = 0
    }

    private var page = Page()
    private var first: Page?
    private var pageCount = 0
    private var recordCount = 0

    /// Names in small letters, without anything between their words.
    private static let moreFlags: Set = ["hasmore", "hasnext", "hasnextpage", "morerecords"]
    private static let lastFlags: Set = ["islast", "islastpage", "last", "lastpage", "done", "endofstream"]
    private static let nexts: Set = [
        "next", "nextpage", "nexturl", "nextlink", "nextpageurl", "nextpagelink", "nexttoken", "nextpagetoken",
        "nextcursor",
        "nextrecordsurl", "odatanextlink",
    ]
    private static let totals: Set = [
        "count", "total", "totalcount", "totalsize", "totalresults", "totalrecords", "totalitems", "totalelements",
    ]
    private static let previous: Set = [
        "prev", "previous", "prevpage", "previouspage", "prevurl", "previousurl", "prevlink",
    ]
    private static let offsets: Set = ["startat", "offset", "skip"]
    private static let numbers: Set = ["page", "pagenumber", "currentpage"]
    private static let holders: Set = [
        "meta", "metadata", "links", "paging", "pages", "pagination", "page", "pageinfo", "responsemetadata",
    ]

    /// Whether the member `name` of a page may say something of other pages.
    static func looks(at name: String) -> Bool {
        let word = word(name)
        return [moreFlags, lastFlags, nexts, totals, previous, offsets, numbers, holders].contains { $0.contains(word) }
    }

    /// A page begins.
    mutating func open() {
        if pageCount == 1 { first = page }
        page = Page()
        pageCount += 1
    }

    /// A page has one more record.
    mutating func countRecord() { recordCount += 1 }

    /// Takes note of the member `name` of a page, whose value has `count` bytes.
    mutating func note(_ name: String, _ value: UnsafePointer<UInt8>, count: Int) {
        guard value[0] == UInt8(ascii: "{"), Self.holders.contains(Self.word(name)) else {
            return note(Self.word(name), shown: name, value, 0..<count)
        }
        for member in JSONOutline(value, count: count, at: 0).members {
            note(
                Self.word(member.name), shown: "\(name).\(member.name)", value,
                member.value..<value.skippingValue(from: member.value))
        }
    }

    /// The member that says that there are more records; nil: none does.
    var continuation: String? {
        guard pageCount > 0 else { return nil }
        if let flag = page.moreFlag { return flag }
        if let next = page.next, !page.isFlaggedLast { return next }
        let start = first ?? page
        guard let total = page.total, !start.isLater || start.offset > 0 else { return nil }
        return total.number > start.offset + recordCount ? total.member : nil
    }

    private mutating func note(
        _ word: String, shown name: String, _ bytes: UnsafePointer<UInt8>, _ extent: Range<Int>
    ) {
        let text = JSONEnvelope.text(bytes, extent).map { String(decoding: $0, as: UTF8.self) }
        let isText = bytes[extent.lowerBound] == JSONTextSearch.quote
        let flag = isText ? nil : text.flatMap(Bool.init)
        let number = isText ? nil : text.flatMap { Int($0) }
        let isLink = isText ? text?.isEmpty == false : number.map { $0 > 0 } ?? flag ?? Self.isObject(bytes, extent)
        if Self.moreFlags.contains(word), let flag {
            if flag { page.moreFlag = name } else { page.isFlaggedLast = true }
        } else if Self.lastFlags.contains(word), let flag {
            if flag { page.isFlaggedLast = true } else { page.moreFlag = name }
        } else if Self.nexts.contains(word) {
            if isLink { page.next = name }
        } else if Self.previous.contains(word) {
            if isLink { page.isLater = true }
        } else if Self.totals.contains(word), let number {
            if number > page.total?.number ?? 0 { page.total = (name, number) }
        } else if Self.offsets.contains(word) {
            if let number { page.offset = number } else if word == "offset", isText, isLink { page.next = name }
        } else if Self.numbers.contains(word), let number, number > 1 {
            page.isLater = true
        }
    }

    /// Whether an object lies there that is not empty.
    private static func isObject(_ bytes: UnsafePointer<UInt8>, _ extent: Range<Int>) -> Bool {
        bytes[extent.lowerBound] == UInt8(ascii: "{")
            && bytes[bytes.skippingBlanks(from: extent.lowerBound + 1)] != UInt8(ascii: "}")
    }

    private static func word(_ name: String) -> String { name.lowercased().filter { $0.isLetter } }
}
