import Postgres
import Testing

struct SQLTests {
    @Test func `interpolated values become binds and names are quoted`() {
        let sql: SQL = "select * from \(Identifier("core", "Lo\"ad")) where a = \(5) and b = \("x'; drop table t; --")"
        #expect(sql.text == #"select * from "core"."Lo""ad" where a = $1 and b = $2"#)
        #expect(sql.binds == [Bind("5", .int4), Bind("x'; drop table t; --")])
    }

    @Test func `a quote with a combining mark behind it is still doubled`() {
        #expect(Identifier("a\"\u{301}b").quoted.unicodeScalars.filter { $0 == "\"" }.count == 4)
    }

    @Test func `a part taken in has its binds renumbered`() {
        let part: SQL = "b = \("two") or c = \("three")"
        let sql: SQL = "a = \("one") and (\(part)) and d = \("four")"
        #expect(sql.text == "a = $1 and (b = $2 or c = $3) and d = $4")
        #expect(sql.binds.map(\.text) == ["one", "two", "three", "four"])
    }

    @Test func `placeholders of a text are found, but not within quotes and comments`() {
        let text = #"""
            select $2, '$3 ''$4', e'\'$5', "$6", $tag$ $7 $$ $tag$, $$ $8 $$, a$9 -- $10
            /* $11 /* $12 */ $13 */ from t where x = $1 or y = $2
            """#
        let inner = SQL(text: text, binds: ["one", "two"])
        let sql: SQL = "\(0) \(inner)"
        let expected = text.replacing("select $2", with: "select $3").replacing("y = $2", with: "y = $3")
            .replacing("x = $1 or", with: "x = $2 or")
        #expect(sql.text == "$1 " + expected)
        #expect(sql.binds.map(\.text) == ["0", "one", "two"])
    }

    @Test func `parts are joined with a separator`() {
        let sql = SQL.joined(["a = \(1)", "b = \(2)"], separator: " and ")
        #expect(sql.text == "a = $1 and b = $2")
    }

    @Test func `a whole number has the type its literal would have`() {
        #expect(2_147_483_647.bind.type == .int4)
        #expect(2_147_483_648.bind.type == .int8)
    }
}
