import Records
import Testing

@Suite struct CellTests {
    @Test(arguments: [
        ("0", 0), ("-0", 0), ("007", 7), ("9223372036854775807", Int64.max), ("-9223372036854775808", .min),
    ])
    func readsIntegers(_ text: String, _ value: Int64) {
        #expect(Cell.with(text) { $0.integer } == value)
    }

    @Test(arguments: [
        "", "-", "+1", "1.0", "1,000", " 1", "1 ", "0x1", "--1", "9223372036854775808", "-9223372036854775809", "١",
    ])
    func refusesOtherIntegers(_ text: String) {
        #expect(Cell.with(text) { $0.integer } == nil)
    }

    @Test(arguments: [("0", 0), ("-12.50", -12.5), ("1e3", 1000), ("1.5E-2", 0.015), ("00.1", 0.1)])
    func readsNumbers(_ text: String, _ value: Double) {
        #expect(Cell.with(text) { $0.number() } == value)
        #expect(Cell.with(text) { $0.numberText() } == text)
    }

    @Test(arguments: [
        "", "-", ".", ".5", "5.", "+1", "1,5", "1,000.0", "1e", "1e+", "e1", "1.2.3", "nan", "inf", "0x1p3", "1e999",
        " 1",
    ])
    func refusesOtherNumbers(_ text: String) {
        #expect(Cell.with(text) { $0.number() } == nil)
    }

    @Test func readsDecimalCommas() {
        #expect(Cell.with("-1,25") { $0.number(decimalMark: 0x2c) } == -1.25)
        #expect(Cell.with("-1,25") { $0.numberText(decimalMark: 0x2c) } == "-1.25")
        #expect(Cell.with("1.25") { $0.number(decimalMark: 0x2c) } == nil)
    }

    @Test func readsBooleans() {
        #expect(
            ["true", "TRUE", "False", "yes", "1", "", "true "].map { Cell.with($0) { $0.boolean } }
                == [true, true, false, nil, nil, nil, nil])
    }

    @Test func splitsLists() {
        #expect(Cell.with(" a; b c ;;\t;d") { $0.list() } == ["a", "b c", "d"])
        #expect(Cell.with("") { $0.list() } == [])
        #expect(Cell.with("a b") { $0.list(separator: 0x20) } == ["a", "b"])
        #expect(Cell.with("a, b,c; d") { $0.list(separator: 0x20) } == ["a", "b", "c", "d"])
    }

    @Test func comparesBytes() {
        #expect(Cell.with("Open") { $0.equalsIgnoringCase("open") && !$0.equals("open") && $0.equals("Open") })
        #expect(Cell.with("opens") { !$0.equalsIgnoringCase("open") })
        #expect(Cell.with("[") { !$0.equalsIgnoringCase("{") })
    }

    @Test func printsNamesHarmlessly() {
        let name = "a\u{1b}[31m\n\u{202e}\u{85}\\ü😀"
        #expect(EscapedText(name).description == #"a\u{1b}[31m\n\u{202e}\u{85}\\ü😀"#)
    }
}
