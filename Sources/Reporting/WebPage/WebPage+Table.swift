extension WebPage {
    /// A table whose first column names the row.
    struct Table {
        let columns: [String]
        let rows: [Line]

        init(_ columns: [String], _ rows: [(name: String, cells: [(text: String, n: String?)])]) {
            self.columns = columns
            self.rows = rows.map { name, cells in
                Line(
                    name: name,
                    cells: zip(columns.dropFirst(), cells).map { Cell(column: $0, text: $1.text, note: $1.n) })
            }
        }
    }

    /// A row of a table.
    struct Line {
        let name: String
        let cells: [Cell]
    }

    /// A value in a table, with the name of its column for screens too narrow for a head, and what it rests on.
    struct Cell {
        let column, text: String
        let note: String?
    }

    /// Bars that belong together.
    struct BarGroup {
        let heading: String
        let bars: [Bar]
    }

    /// A horizontal bar with its words.
    struct Bar {
        let name, text, note: String
        /// What it consists of; none where there is no value.
        let pieces: [Piece]
    }

    /// A part of a bar, in percent of its length.
    struct Piece {
        /// Its class, which colours it.
        let kind: String
        let x, width: String
    }

    /// Pieces side by side, of a bar whose end stands for `scale`.
    static func pieces(_ lengths: [(kind: String, length: Double)], of scale: Double) -> [Piece] {
        guard scale > 0 else { return [] }
        var x = 0.0
        return lengths.map { kind, length in
            defer { x += length }
            return Piece(kind: kind, x: coordinate(100 * x / scale), width: coordinate(100 * length / scale))
        }
    }

    /// A place in a drawing, to a tenth.
    static func coordinate(_ number: Double) -> String { "\((number * 10).rounded() / 10)" }

    /// What a list cut to a length does not show; nil: nothing.
    static func others(_ count: Int, shown: Int, in file: String) -> String? {
        count > shown ? "\(Wording.count(count - shown)) more in \(file)." : nil
    }
}
